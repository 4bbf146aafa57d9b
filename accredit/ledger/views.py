"""Views for people who look at a ledger with SQL, such as in Datasette: what is live, with the claims' JSON in columns.

A query says `SAID(path)` for a value of the JSON line of `c`, and `SPOKEN(c)` in its FROM for what a database may need
to read it; each database puts its own words there. Migrations that have shipped use these: whoever changes a view
adds a migration that drops it and makes it anew.
"""

from __future__ import annotations

from dataclasses import dataclass

from accredit.ledger.dialect import Dialect


@dataclass(frozen=True, slots=True)
class View:
    """A view by name, with its query."""

    name: str
    query: str

    def statements(self, dialect: Dialect) -> tuple[str, ...]:
        """In the database's words."""
        return (f"CREATE VIEW {self.name} AS {dialect.spoken(self.query)}",)


_NEWER = "({0}.first_at > {1}.first_at OR ({0}.first_at = {1}.first_at AND {0}.number > {1}.number))"

ARTICLES_LIVE = View(
    "articles_live",
    "SELECT a.number, a.id, a.outlet, a.title, a.url, a.published, a.known_from, a.language, a.author, a.modified, "
    "a.sample, a.text_id, a.carrier, a.key, a.recorded_at FROM articles a "
    "WHERE substr(a.text_id, 1, 9) <> 'redacted-' AND NOT EXISTS "
    f"(SELECT 1 FROM articles b WHERE b.carrier = a.carrier AND {_NEWER.format('b', 'a')})",
)

READINGS_LIVE = View(
    "readings_live",
    "SELECT r.number, r.id, r.article_key, r.situation, r.extractor, r.lexicon, r.pack, r.recorded_at FROM readings r "
    "JOIN articles_live a ON a.key = r.article_key WHERE NOT EXISTS "
    "(SELECT 1 FROM readings s WHERE s.article_key = r.article_key AND s.situation = r.situation "
    f"AND {_NEWER.format('s', 'r')})",
)

CLAIMS_LIVE = View(
    "claims_live",
    "SELECT c.number, c.id, c.situation, c.mission_id AS mission, SAID(mission.host) AS host, "
    "SAID(mission.city) AS city, c.predicate, SAID(party) AS party, "
    "coalesce(SAID(person.name), SAID(person.role)) AS person, SAID(polarity) AS polarity, "
    "SAID(modality) AS modality, SAID(stance) AS stance, SAID(aspect) AS aspect, SAID(basis) AS basis, "
    "SAID(chain.-1.name) AS voice, SAID(chain.-1.role) AS voice_role, SAID(chain.-1.kind) AS voice_kind, "
    "SAID(chain.-1.party) AS voice_party, SAID(when.earliest) AS earliest, SAID(when.latest) AS latest, "
    "SAID(evidence.exact) AS quote, a.outlet, a.title, a.url, a.published, a.known_from, a.language, "
    "CAST(SAID(confidence) AS DOUBLE PRECISION) AS confidence, SAID(rule) AS rule, a.sample, "
    "c.article_key, c.reading_id, c.recorded_at FROM claims c JOIN readings_live r ON r.id = c.reading_id "
    "JOIN articles_live a ON a.key = c.article_key SPOKEN(c) WHERE c.line <> ''",
)

VOICES = View(
    "voices",
    "SELECT situation, coalesce(voice, voice_role) AS voice, voice_kind AS kind, voice_party AS party, "
    "count(*) AS claims, sum(CASE WHEN polarity = 'denied' THEN 1 ELSE 0 END) AS denials, "
    "count(DISTINCT mission) AS missions, count(DISTINCT outlet) AS outlets, min(published) AS first_published, "
    "max(published) AS last_published FROM claims_live "
    "WHERE voice_kind <> 'anonymous' AND coalesce(voice, voice_role) IS NOT NULL "
    "GROUP BY situation, coalesce(voice, voice_role), voice_kind, voice_party",
)

MISSIONS_LATEST = View(
    "missions_latest",
    "SELECT l.situation, l.mission, l.host, l.city, t.claims, t.articles, t.denials, l.published, l.predicate, "
    "l.party, l.polarity, l.modality, l.stance, coalesce(l.voice, l.voice_role) AS voice, l.voice_party, l.quote, "
    "l.outlet, l.url, l.id AS claim FROM "
    "(SELECT c.*, row_number() OVER (PARTITION BY c.situation, c.mission "
    "ORDER BY CASE WHEN c.known_from IS NULL THEN 1 ELSE 0 END, c.known_from DESC, c.number DESC) AS place "
    "FROM claims_live c WHERE c.mission IS NOT NULL) l "
    "JOIN (SELECT situation, mission, count(*) AS claims, count(DISTINCT article_key) AS articles, "
    "sum(CASE WHEN polarity = 'denied' THEN 1 ELSE 0 END) AS denials FROM claims_live WHERE mission IS NOT NULL "
    "GROUP BY situation, mission) t ON t.situation = l.situation AND t.mission = l.mission WHERE l.place = 1",
)

RULINGS_PLAIN = View(
    "rulings_plain",
    "SELECT c.number, c.id, c.kind, SAID(situation) AS situation, c.target, SAID(other) AS other, "
    "SAID(value) AS value, c.who, c.why, "
    "(SELECT count(*) FROM rulings w WHERE w.kind = 'withdrawn' AND w.target = c.id) AS withdrawals, c.recorded_at "
    "FROM rulings c SPOKEN(c) WHERE c.line <> ''",
)

FIRST_VIEWS = (ARTICLES_LIVE, READINGS_LIVE, CLAIMS_LIVE, VOICES, MISSIONS_LATEST, RULINGS_PLAIN)
"""Those of migration 5, each after what it is made of."""
