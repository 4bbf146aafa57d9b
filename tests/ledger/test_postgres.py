"""What is PostgreSQL's own: guards against everybody, writers in turn, addresses, a server that is killed."""

from __future__ import annotations

import signal
import threading

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.exc import DBAPIError

from accredit.errors import LedgerError, LedgerMissingError, QuestionError
from accredit.ledger import open_ledger, postgres
from tests.ledger.kit import live, reading, said
from tests.ledger.test_check import filled
from tests.server import Server, programs, running
from tests.world import CORRO, WORLD, article

TABLES = ("migrations", "appends", "texts", "articles", "readings", "claims", "rulings", "redactions", "merges")


@pytest.fixture(scope="module")
def address(server: Server) -> str:
    """A ledger that nobody changes."""
    made = server.address()
    with open_ledger(made) as ledger:
        filled(ledger)
    return made


@pytest.fixture
def engine(address: str) -> Engine:
    """The ledger's own user, without the ledger."""
    return postgres.make_engine(address, wait=1)


@pytest.mark.parametrize("table", TABLES)
def test_no_row_is_changed_or_removed(engine: Engine, table: str) -> None:
    statements = (
        f"UPDATE {table} SET number = number",
        f"DELETE FROM {table}",
        f"TRUNCATE {table} CASCADE",
        f"INSERT INTO {table} SELECT * FROM {table} ON CONFLICT (number) DO UPDATE SET recorded_at = ''",
    )
    for statement in statements:
        with pytest.raises(DBAPIError, match=r"append-only|permission denied"), engine.begin() as connection:
            connection.execute(text(statement))
    engine.dispose()


def test_the_servers_own_administrator_is_refused_too(server: Server, address: str) -> None:
    schema = address.rpartition("%3D")[2]
    for how in ("", "SET session_replication_role = replica;"):  # a replica runs no ordinary triggers
        with pytest.raises(Exception, match="returned non-zero") as caught:
            server.sql(f"{how} UPDATE {schema}.texts SET text_id = ''")
        assert b"append-only" in caught.value.stderr  # type: ignore[attr-defined]


def test_a_time_that_does_not_move_forward_is_refused(engine: Engine) -> None:
    with pytest.raises(DBAPIError, match="must move forward"), engine.begin() as connection:
        connection.execute(text("INSERT INTO appends VALUES (1000000, '2001-01-01T00:00:00.000000+00:00', '')"))
    engine.dispose()


def test_guards_that_are_gone_or_off_are_told(server: Server) -> None:
    made = server.address()
    with open_ledger(made) as ledger:
        assert ledger.check().faults == ()
        other = postgres.make_engine(made, wait=1)
        with other.begin() as connection:
            connection.execute(text("DROP TRIGGER texts_never_changed ON texts"))
            connection.execute(text("ALTER TABLE claims DISABLE TRIGGER claims_never_changed"))
        other.dispose()
        told = {f.message.partition(":")[0] for f in ledger.check().faults}
    assert told == {"the guard texts_never_changed is gone", "the guard claims_never_changed is changed"}


def test_writers_take_turns(server: Server) -> None:
    made, faults = server.address(), list[BaseException]()
    gate = threading.Barrier(4)

    def work(worker: int) -> None:
        gate.wait()
        try:
            with open_ledger(made) as ledger:  # one of them makes the tables
                for number in range(5):
                    one = article(f"{worker} {number}", id=f"{worker} {number}")
                    ledger.append(one, [reading(one)])
        except LedgerError as error:
            faults.append(error)

    workers = [threading.Thread(target=work, args=(n,)) for n in range(4)]
    for each in workers:
        each.start()
    for each in workers:
        each.join()
    assert faults == []
    with open_ledger(made, create=False) as ledger:
        assert len({r.recorded_at for r in ledger.claims(WORLD)}) == 20
        assert ledger.check().faults == ()


def test_a_ledger_that_stays_locked_is_one_clear_line(server: Server) -> None:
    made = server.address()
    open_ledger(made).close()
    other = postgres.make_engine(made, wait=1)
    with other.execution_options(writes=True).begin(), open_ledger(made, wait=0.1) as ledger:
        assert ledger.articles() == []
        with pytest.raises(LedgerError, match="locked"):
            ledger.append(article(), [])
    other.dispose()


def test_an_empty_schema_is_no_ledger_unless_asked(server: Server) -> None:
    made = server.address()
    with pytest.raises(LedgerMissingError):
        open_ledger(made, create=False)
    open_ledger(made).close()
    open_ledger(made, create=False).close()


@pytest.mark.parametrize("given", ["postgresql://", "postgresql://nobody:secret@localhost:1/none"])
def test_an_address_where_nothing_is_is_one_line_without_the_password(given: str) -> None:
    with pytest.raises((LedgerError, QuestionError)) as caught:
        open_ledger(given, wait=1)
    assert "\n" not in str(caught.value) and "secret" not in str(caught.value)


def test_what_was_acknowledged_outlives_a_killed_server(request: pytest.FixtureRequest) -> None:
    request.getfixturevalue("server")  # where there is none, this is skipped or fails like the others
    found = programs()
    assert found is not None
    with running(found) as own:
        made = own.address()
        kept = 0
        for round_ in range(3):
            with open_ledger(made) as ledger:
                killer = threading.Timer(0.15 + 0.1 * round_, own.stop, (signal.SIGKILL,))
                killer.start()
                with pytest.raises(LedgerError) as caught:
                    while True:
                        one = article(f"Article {kept}.", id=f"story-{kept}")
                        ledger.append(one, [reading(one, said(one), said(one, mission=CORRO))])
                        kept += 1
                assert "\n" not in str(caught.value)
                killer.join()
            own.start()
            with open_ledger(made) as ledger:
                held = ledger.counts(WORLD)
                # The one more is an append that was finished while nobody could say so.
                assert kept <= held.articles <= kept + 1 and held.claims == 2 * held.articles
                assert ledger.check().faults == ()
                kept = held.articles
                assert len(live(ledger)) == 2 * kept
