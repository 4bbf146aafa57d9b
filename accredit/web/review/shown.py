"""What the pages of review show: rulings with who, why and when; a claim's fields as they may be typed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from accredit.contract import claim_line
from accredit.errors import NothingHereError
from accredit.export.allowance import name_of
from accredit.model import Article, Claim, RecordedClaim, When
from accredit.patch import CHOICES
from accredit.ruling import ON_ARTICLES, RecordedRuling
from accredit.views.rulings import Listed, listed
from accredit.web.view import View

TYPED = ("mission", "scope", "party", "person", "when")
VOICE = ("voice", "voice_role", "voice_party", "voice_kind")


@dataclass(frozen=True, slots=True)
class RulingShown:
    """One ruling: who ruled what, why and when, how it stands, what it is about, and what its author had before them.

    `article` is the name in addresses of the article that it is on, where it is on one that is here.
    """

    id: str
    kind: str
    about: str
    value: str | None
    who: str
    why: str
    recorded_at: str
    state: str
    seen: tuple[str, ...]
    claims: tuple[str, ...]
    article: str | None


def rulings_shown(view: View) -> tuple[RulingShown, ...]:
    """Every ruling that concerns the situation, the newest first; none on articles that may not be shown here."""

    def look() -> tuple[RulingShown, ...]:
        ledger = view.site.ledger
        articles = {a.carrier: a for a in ledger.articles()}
        found = listed(ledger.rulings(), view.snapshot.found, articles.values(), view.situation)
        return tuple(ruling_shown(each, articles) for each in found if _may(each, articles, view))

    return view.site.remember(("rulings", view.snapshot.head, view.situation.id), look)


def _may(each: Listed, articles: Mapping[str, Article], view: View) -> bool:
    """Whether what the ruling is on may be shown here: its words may repeat the article's."""
    ruling = each.recorded.ruling
    carriers = {a.carrier for a in ruling.anchors} | {ruling.target}
    return all(view.allowance.may(articles[c]) for c in carriers if c in articles)


def ruling_shown(each: Listed, articles: Mapping[str, Article]) -> RulingShown:
    """One ruling for pages."""
    ruling = each.recorded.ruling
    article = articles.get(ruling.target) if ruling.kind in ON_ARTICLES or ruling.kind == "added" else None
    value = ruling.value if ruling.kind in ON_ARTICLES or ruling.kind == "corrected" else None
    return RulingShown(
        ruling.id, ruling.kind, each.about, value, ruling.who, ruling.why, each.recorded.recorded_at, each.state,
        ruling.seen, tuple(c.claim.id for c in each.claims), name_of(article) if article else None,
    )  # fmt: skip


def shown_of(view: View, rulings: Iterable[RecordedRuling]) -> tuple[RulingShown, ...]:
    """These of the rulings, in their order."""
    by_id = {r.id: r for r in rulings_shown(view)}
    return tuple(by_id[r.ruling.id] for r in rulings if r.ruling.id in by_id)


def claim_of(view: View, name: str) -> RecordedClaim:
    """The claim as it is shown, by the id that it is shown or was read under. Raises NothingHereError."""

    def look() -> dict[str, RecordedClaim]:
        found = (*view.snapshot.found.claims, *view.snapshot.found.set_aside)
        return {r.original: r for r in found if r.original} | {r.claim.id: r for r in found}

    claims = view.site.remember(("by_id", view.snapshot.head, view.situation.id), look)
    if name not in claims:
        raise NothingHereError(f"no claim {name[:40]!r} here")
    return claims[name]


def as_read(view: View, shown: RecordedClaim) -> RecordedClaim | None:
    """The claim as the ledger's reading has it; None for one that a person added."""
    name = shown.original or shown.claim.id
    ledger, situation = view.site.ledger, view.situation
    near = ledger.claims(situation, mission_id="", carriers={shown.article.carrier})
    found = next((r for r in near if r.claim.id == name), None)
    if found is None and shown.claim.rule.startswith("ruling/") and not shown.original:
        return None  # what was corrected has an original
    # An article under another outlet's name by ruling has another carrier than the one it was read under.
    return found or next((r for r in ledger.claims(situation) if r.claim.id == name), None)


def article_read(view: View, shown: Article) -> Article:
    """The article as it was read, whatever rulings call its outlet and date."""
    found = view.site.ledger.articles()
    return next((a for a in found if name_of(a) == name_of(shown)), shown)


def typed_of(claim: Claim) -> dict[str, str]:
    """The fields of a claim as a person would type them."""
    person, scope, voice = claim.person, claim.scope, claim.origin
    typed = {name: getattr(claim, name) or "" for name in CHOICES}
    return typed | {
        "mission": claim.mission.id if claim.mission else "",
        "scope": ", ".join(scope.hosts) if scope else "",
        "party": claim.party or "",
        "person": ", ".join(filter(None, (person.name, person.role))) if person else "",
        "when": _when(claim.when) if claim.when else "",
        "voice": voice.name or "",
        "voice_role": voice.role or "",
        "voice_party": voice.party or "",
        "voice_kind": voice.kind,
    }


def _when(when: When) -> str:
    first, last = (day.isoformat() if day else "" for day in (when.earliest, when.latest))
    return f"{when.kind} {first}" if first == last else f"{when.kind} {first}..{last}"


def chain_with(recorded: RecordedClaim, typed: Mapping[str, str]) -> list[dict[str, object]]:
    """The claim's chain as contract fields, with its last voice as typed."""
    chain = [dict(link) for link in claim_line(recorded.claim, recorded.article)["chain"]]
    chain[-1] |= {
        "name": typed["voice"] or None, "role": typed["voice_role"] or None, "party": typed["voice_party"] or None,
        "kind": typed["voice_kind"],
    }  # fmt: skip
    return chain
