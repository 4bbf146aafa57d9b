"""Fits the network: the cue tags of whole windows and the roles around each cue, at once."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import torch
from torch import Tensor, nn

from accredit.extract.attribution.windows import distances, stretch
from train.attribution.examples import Example
from train.attribution.network import Encoder, Roles

IGNORED = -100
MASK = 4
TOGETHER = 12
WEIGHTS = [1.0, 1.6, 1.0]
"""Sources are short: their words count for more."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What a run is made with."""

    epochs: int = 8
    batch: int = 8
    rate: float = 1.5e-4
    heads_rate: float = 1e-3
    hidden: float = 0.06
    """The share of pieces replaced by the mask while fitting."""
    false_cues: float = 0.4
    """False cues shown for each true one, so that the roles learn to refuse."""
    seed: int = 7


@dataclass(slots=True)
class Stretch:
    """One stretch of one window of a batch: places of pieces, the cue's among them, targets."""

    row: int
    low: int
    high: int
    cue: tuple[int, int]
    targets: list[tuple[int, int]]
    act: int


def fit(
    encoder: Encoder, roles: Roles, examples: Sequence[Example], settings: Settings, say: Callable[[str], None]
) -> None:
    """Fits both networks in place. The same seed, data and machine give the same weights."""
    torch.manual_seed(settings.seed)
    chance = random.Random(settings.seed)
    heads = [*roles.mark.parameters(), *roles.roles.parameters(), *roles.acts.parameters(), *encoder.tags.parameters()]
    known = {id(p) for p in heads}
    # The vectors of words stay as published: most words that news uses are not among the examples.
    encoder.word.weight.requires_grad_(False)
    rest = [p for net in (encoder, roles) for p in net.parameters() if p.requires_grad and id(p) not in known]
    optimiser = torch.optim.AdamW(
        [{"params": rest, "lr": settings.rate}, {"params": heads, "lr": settings.heads_rate}], weight_decay=0.01
    )
    steps = settings.epochs * ((len(examples) + settings.batch - 1) // settings.batch)
    warm = steps // 10
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda k: min((k + 1) / max(1, warm), (steps - k) / max(1, steps - warm))
    )
    for epoch in range(settings.epochs):
        encoder.train(), roles.train()
        begin = time.monotonic()
        total = torch.zeros(3)
        batches = list(_batches(examples, settings.batch, chance))
        for batch in batches:
            losses = _losses(encoder, roles, batch, settings, chance)
            loss = losses[0] + losses[1] + 0.3 * losses[2]
            optimiser.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_([p for g in optimiser.param_groups for p in g["params"]], 1.0)
            optimiser.step()
            schedule.step()
            total += torch.stack([x.detach() for x in losses])
        cue, role, act = (total / len(batches)).tolist()
        say(
            f"epoch {epoch + 1} of {settings.epochs}: loss of cues {cue:.4f}, roles {role:.4f}, acts {act:.4f}; "
            f"{time.monotonic() - begin:.0f} s"
        )


def _batches(examples: Sequence[Example], size: int, chance: random.Random) -> Iterator[list[Example]]:
    """Windows of like length together, the batches in a chance order."""
    order = sorted(examples, key=lambda e: len(e.window.ids) + chance.random() * 24)
    groups = [order[i : i + size] for i in range(0, len(order), size)]
    chance.shuffle(groups)
    yield from groups


def _losses(
    encoder: Encoder, roles: Roles, batch: Sequence[Example], settings: Settings, chance: random.Random
) -> tuple[Tensor, Tensor, Tensor]:
    longest = max(len(e.window.ids) for e in batch)
    ids = torch.zeros(len(batch), longest, dtype=torch.long)
    mask = torch.zeros(len(batch), longest)
    tags = torch.full((len(batch), longest), IGNORED)
    for row, example in enumerate(batch):
        shown = [MASK if i > MASK and chance.random() < settings.hidden else i for i in example.window.ids]
        ids[row, : len(shown)] = torch.tensor(shown)
        mask[row, : len(shown)] = 1
        tags[row, list(example.window.at)] = torch.tensor(example.tags)
    vectors, scores = encoder(ids, mask)
    cue_loss = nn.functional.cross_entropy(scores.reshape(-1, 3), tags.reshape(-1), ignore_index=IGNORED)
    stretches = [
        s for row, example in enumerate(batch) for s in _stretches(row, example, scores[row].detach(), settings, chance)
    ]
    if not stretches:
        nothing = cue_loss * 0
        return cue_loss, nothing, nothing
    # Like lengths together: padding is most of the work otherwise.
    stretches.sort(key=lambda s: s.high - s.low)
    role_loss, act_loss, places = cue_loss * 0, cue_loss * 0, 0
    for k in range(0, len(stretches), TOGETHER):
        role_scores, act_scores, targets = look(roles, vectors, stretches[k : k + TOGETHER])
        role_loss = role_loss + nn.functional.cross_entropy(
            role_scores.reshape(-1, 3),
            targets.reshape(-1),
            torch.tensor(WEIGHTS),
            ignore_index=IGNORED,
            reduction="sum",
        )
        acts = torch.tensor([s.act for s in stretches[k : k + TOGETHER]])
        act_loss = act_loss + nn.functional.cross_entropy(act_scores, acts, reduction="sum")
        places += int((targets != IGNORED).sum())
    role_loss, act_loss = role_loss / places, act_loss / len(stretches)
    return cue_loss, role_loss, act_loss


def look(roles: Roles, vectors: Tensor, stretches: Sequence[Stretch]) -> tuple[Tensor, Tensor, Tensor]:
    """The scores of roles and acts of stretches, and the targets of the roles."""
    length = max(s.high - s.low for s in stretches)
    parts, masks, cues = [], [], []
    targets = torch.full((len(stretches), length), IGNORED)
    for number, s in enumerate(stretches):
        size = s.high - s.low
        parts.append(nn.functional.pad(vectors[s.row, s.low : s.high], (0, 0, 0, length - size)))
        masks.append(nn.functional.pad(torch.ones(size), (0, length - size)))
        cues.append(torch.tensor(distances(s.low, s.low + length, s.cue)))
        for place, role in s.targets:
            targets[number, place - s.low] = role
    role_scores, act_scores = roles(torch.stack(parts), torch.stack(masks), torch.stack(cues))
    return role_scores, act_scores, targets


def _stretches(
    row: int, example: Example, scores: Tensor, settings: Settings, chance: random.Random
) -> Iterator[Stretch]:
    """The true cues of a window, and some false ones that the network takes for cues."""
    window = example.window
    taken = set()
    for cue in example.cues:
        taken.update(range(cue.first, cue.last))
        targets = [(window.place(i), role) for i, role in enumerate(cue.roles, cue.start)]
        yield _stretch(row, example, cue.start, cue.end, (cue.first, cue.last), targets, cue.act)
    free = [i for i in range(window.first, window.last) if i not in taken]
    wanted = round(settings.false_cues * max(1, len(example.cues)))
    # Half by what the network believes, half by chance.
    by_belief = sorted(free, key=lambda i: float(scores[window.place(i), 0]))[: 3 * wanted]
    for i in chance.sample(by_belief, min(wanted, len(by_belief))):
        start, end = stretch(example.words, window, (i, i + 1))
        targets = [(window.place(k), 0) for k in range(start, end)]
        yield _stretch(row, example, start, end, (i, i + 1), targets, 0)


def _stretch(
    row: int, example: Example, start: int, end: int, cue: tuple[int, int], targets: list[tuple[int, int]], act: int
) -> Stretch:
    window = example.window
    return Stretch(
        row, window.place(start), window.after(end), (window.place(cue[0]), window.after(cue[1])), targets, act
    )
