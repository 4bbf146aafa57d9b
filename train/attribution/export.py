"""Writes the fitted network as the files of the package: two ONNX graphs in 8-bit numbers, and the vocabulary."""

from __future__ import annotations

import tempfile
import warnings
from collections.abc import Sequence
from pathlib import Path

import torch
from onnxruntime.quantization import QuantType, quantize_dynamic

from train.attribution.network import WIDTH, Encoder, Roles

OPSET = 17


def export(encoder: Encoder, roles: Roles, pieces: Sequence[str], folder: Path) -> int:
    """Writes the files into `folder`; gives their size in bytes."""
    encoder.eval(), roles.eval()
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "vocabulary.txt").write_text("\n".join(pieces) + "\n", encoding="utf-8")
    ids, mask = torch.ones(2, 9, dtype=torch.long), torch.ones(2, 9)
    _write(encoder, (ids, mask), ["ids", "mask"], ["vectors", "tags"], folder / "encoder.onnx")
    inputs = (torch.zeros(2, 9, WIDTH), mask, torch.ones(2, 9, dtype=torch.long))
    _write(roles, inputs, ["vectors", "mask", "distance"], ["roles", "acts"], folder / "roles.onnx")
    return sum(path.stat().st_size for path in folder.iterdir() if path.suffix in (".onnx", ".txt"))


def _write(
    network: torch.nn.Module, inputs: tuple[torch.Tensor, ...], names: list[str], outputs: list[str], path: Path
) -> None:
    with tempfile.TemporaryDirectory() as scratch, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        whole = Path(scratch) / "whole.onnx"
        torch.onnx.export(
            network, inputs, str(whole), input_names=names, output_names=outputs, opset_version=OPSET,
            dynamic_axes={name: {0: "batch", 1: "length"} for name in [*names, *outputs]}, dynamo=False,
        )  # fmt: skip
        quantize_dynamic(
            str(whole),
            str(path),
            weight_type=QuantType.QInt8,
            per_channel=True,
            op_types_to_quantize=["MatMul", "Gather"],
        )
