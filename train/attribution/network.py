"""The network: MiniLM-L6's lower layers read a window once; two further ones look around each cue.

`Encoder` gives every piece's vector and its cue tag. `Roles` takes the vectors of the stretch
around one cue, adds a mark to the cue's pieces, and says of every piece whether it belongs to
the source, the content or neither, and what kind of act the cue tells of. Shapes: B windows or
stretches of N pieces, 384 numbers a piece.
"""

from __future__ import annotations

from collections.abc import Mapping

import torch
from torch import Tensor, nn

from accredit.extract.attribution.windows import SPAN

WIDTH, HEADS, DEEP = 384, 12, 1536
SHARED = 4
"""Layers that the cue tags and the roles have in common."""


class Layer(nn.Module):
    """One layer of BERT (Devlin et al. 2019)."""

    def __init__(self, dropout: float) -> None:
        super().__init__()
        self.query, self.key, self.value, self.out = (nn.Linear(WIDTH, WIDTH) for _ in range(4))
        self.up, self.down = nn.Linear(WIDTH, DEEP), nn.Linear(DEEP, WIDTH)
        self.norm, self.norm2 = nn.LayerNorm(WIDTH, eps=1e-12), nn.LayerNorm(WIDTH, eps=1e-12)
        self.drop = nn.Dropout(dropout)

    def forward(self, x: Tensor, bias: Tensor) -> Tensor:
        """(B, N, 384) and the attention bias (B, 1, 1, N) to (B, N, 384)."""
        batch, length = x.shape[0], x.shape[1]

        def heads(t: Tensor) -> Tensor:
            return t.reshape(batch, length, HEADS, WIDTH // HEADS).transpose(1, 2)

        q, k, v = heads(self.query(x)), heads(self.key(x)), heads(self.value(x))
        seen = nn.functional.scaled_dot_product_attention(q, k, v, attn_mask=bias)
        seen = seen.transpose(1, 2).reshape(batch, length, WIDTH)
        x = self.norm(x + self.drop(self.out(seen)))
        return self.norm2(x + self.drop(self.down(nn.functional.gelu(self.up(x)))))

    def take(self, weights: Mapping[str, Tensor], number: int) -> None:
        """Starts from layer `number` of the published encoder."""
        names = {
            "query": "attention.self.query", "key": "attention.self.key", "value": "attention.self.value",
            "out": "attention.output.dense", "norm": "attention.output.LayerNorm",
            "up": "intermediate.dense", "down": "output.dense", "norm2": "output.LayerNorm",
        }  # fmt: skip
        for ours, theirs in names.items():
            part = getattr(self, ours)
            for kind in ("weight", "bias"):
                getattr(part, kind).data.copy_(weights[f"encoder.layer.{number}.{theirs}.{kind}"])


def bias_of(mask: Tensor) -> Tensor:
    """(B, N) with 1 for pieces and 0 for padding, to what attention adds."""
    return (1.0 - mask[:, None, None, :]) * -10000.0


class Encoder(nn.Module):
    """Pieces to vectors and cue tags."""

    def __init__(self, vocabulary: int, dropout: float = 0.1) -> None:
        super().__init__()
        self.word = nn.Embedding(vocabulary, WIDTH)
        self.place = nn.Embedding(256, WIDTH)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.drop = nn.Dropout(dropout)
        self.shared = nn.ModuleList(Layer(dropout) for _ in range(SHARED))
        self.own = Layer(dropout)
        self.tags = nn.Linear(WIDTH, 3)

    def forward(self, ids: Tensor, mask: Tensor) -> tuple[Tensor, Tensor]:
        """Ids and mask (B, N) to vectors (B, N, 384) and tag scores (B, N, 3)."""
        places = torch.arange(ids.shape[1], device=ids.device)[None, :]
        x = self.drop(self.norm(self.word(ids) + self.place(places)))
        bias = bias_of(mask)
        for layer in self.shared:
            x = layer(x, bias)
        return x, self.tags(self.drop(self.own(x, bias)))


class Roles(nn.Module):
    """The stretch around a cue to roles and the kind of act."""

    def __init__(self, dropout: float = 0.1) -> None:
        super().__init__()
        self.mark = nn.Embedding(2 * SPAN + 1, WIDTH)
        self.layers = nn.ModuleList(Layer(dropout) for _ in range(2))
        self.drop = nn.Dropout(dropout)
        self.roles = nn.Linear(WIDTH, 3)
        self.acts = nn.Linear(WIDTH, 4)

    def forward(self, x: Tensor, mask: Tensor, distance: Tensor) -> tuple[Tensor, Tensor]:
        """Vectors (B, N, 384), mask and distance (B, N) to role scores (B, N, 3) and act scores (B, 4).

        The distance is 24 on the cue itself, less before it, more after it.
        """
        x = x + self.mark(distance)
        cue = (distance == SPAN).to(x.dtype) * mask
        bias = bias_of(mask)
        for layer in self.layers:
            x = layer(x, bias)
        x = self.drop(x)
        middle = (x * cue[:, :, None]).sum(1) / cue.sum(1, keepdim=True).clamp(min=1.0)
        return self.roles(x), self.acts(middle)


def started(weights: Mapping[str, Tensor], keep: list[int], dropout: float = 0.1) -> tuple[Encoder, Roles]:
    """Both networks with the published encoder's weights, its vocabulary cut to the ids `keep`."""
    encoder, roles = Encoder(len(keep), dropout), Roles(dropout)
    encoder.word.weight.data.copy_(weights["embeddings.word_embeddings.weight"][keep])
    # One kind of segment only: its vector is part of every place.
    segment = weights["embeddings.token_type_embeddings.weight"][0]
    encoder.place.weight.data.copy_(weights["embeddings.position_embeddings.weight"][:256] + segment)
    encoder.norm.weight.data.copy_(weights["embeddings.LayerNorm.weight"])
    encoder.norm.bias.data.copy_(weights["embeddings.LayerNorm.bias"])
    for number, layer in enumerate(encoder.shared):
        layer.take(weights, number)
    encoder.own.take(weights, SHARED)
    for number, layer in enumerate(roles.layers, SHARED):
        layer.take(weights, number)
    nn.init.normal_(roles.mark.weight, std=0.05)
    nn.init.normal_(roles.mark.weight[SPAN : SPAN + 1], std=0.5)
    return encoder, roles
