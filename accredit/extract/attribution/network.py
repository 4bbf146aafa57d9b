"""The trained network, run by onnxruntime on the processor (how it is made: train/attribution).

Two graphs: `encoder.onnx` reads a window once and tags cues; `roles.onnx` looks at the stretch
around one cue and says which words are its source and content, and what kind of act it is.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from functools import lru_cache
from importlib.resources import files
from typing import Any

from accredit.extract.attribution.decode import attribution, cues
from accredit.extract.attribution.found import Found, Run
from accredit.extract.attribution.pieces import WordPieces
from accredit.extract.attribution.windows import Window, distances, stretch, windows
from accredit.extract.attribution.words import Words

MODEL = files("accredit.extract.attribution") / "model"
_BATCH = 16
_log = logging.getLogger(__name__)


class Network:
    """Both graphs and the vocabulary, on one thread."""

    def __init__(self) -> None:
        import numpy
        import onnxruntime

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.log_severity_level = 3
        cpu = ["CPUExecutionProvider"]
        self._np = numpy
        self._encoder = onnxruntime.InferenceSession((MODEL / "encoder.onnx").read_bytes(), options, providers=cpu)
        self._roles = onnxruntime.InferenceSession((MODEL / "roles.onnx").read_bytes(), options, providers=cpu)
        self._pieces = WordPieces((MODEL / "vocabulary.txt").read_text("utf-8").splitlines())

    def read(self, words: Words) -> list[Found]:
        """The attributions of a text, in the order of their cues."""
        return [found for window in windows(words, self._pieces) for found in self._window(words, window)]

    def _window(self, words: Words, window: Window) -> list[Found]:
        np = self._np
        ids = np.array([window.ids], dtype=np.int64)
        vectors, scores = self._encoder.run(None, {"ids": ids, "mask": np.ones(ids.shape, dtype=np.float32)})
        found = cues(self._shares(scores[0][list(window.at)]), window.first)
        around = [(cue, sure, stretch(words, window, cue)) for cue, sure in found]
        around.sort(key=lambda one: one[2][1] - one[2][0])  # like lengths together waste no padding
        out: list[Found] = []
        for k in range(0, len(around), _BATCH):
            out += self._around(words, window, vectors[0], around[k : k + _BATCH])
        return sorted(out, key=lambda one: one.cue)

    def _around(
        self, words: Words, window: Window, vectors: Any, group: Sequence[tuple[Run, float, Run]]
    ) -> list[Found]:
        """The attributions of some cues of a window."""
        np = self._np
        bounds = [(window.place(start), window.after(end)) for _, _, (start, end) in group]
        longest = max(high - low for low, high in bounds)
        parts = np.zeros((len(group), longest, vectors.shape[1]), dtype=np.float32)
        mask = np.zeros((len(group), longest), dtype=np.float32)
        distance = np.zeros((len(group), longest), dtype=np.int64)
        for row, ((cue, _, _), (low, high)) in enumerate(zip(group, bounds, strict=True)):
            parts[row, : high - low] = vectors[low:high]
            mask[row, : high - low] = 1
            distance[row] = distances(low, low + longest, (window.place(cue[0]), window.after(cue[1])))
        roles, acts = self._roles.run(None, {"vectors": parts, "mask": mask, "distance": distance})
        roles, acts = self._shares(roles), self._shares(acts)
        out = []
        for row, ((cue, sure, (start, end)), (low, _)) in enumerate(zip(group, bounds, strict=True)):
            of_words = roles[row][[window.place(i) - low for i in range(start, end)]]
            if (one := attribution(words, cue, sure, start, of_words, acts[row])) is not None:
                out.append(one)
        return out

    def _shares(self, scores: Any) -> Any:
        """Scores as probabilities along the last axis."""
        powers = self._np.exp(scores - scores.max(axis=-1, keepdims=True))
        return powers / powers.sum(axis=-1, keepdims=True)


@lru_cache(maxsize=1)
def network() -> Network | None:
    """The network; None, said once in the log, where its libraries or its files are not there."""
    try:
        return Network()
    except (ImportError, FileNotFoundError) as missing:
        _log.warning("attribution by rules alone: %s", missing)
        return None
