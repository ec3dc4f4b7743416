"""What is asked all day looks along an index, however many cases the platform has had."""

from datetime import date

import pytest
from sqlalchemy import event, select

from acceptance_platform.clerks import Clerk
from acceptance_platform.handover import handovers
from acceptance_platform.schema import cases, metadata
from acceptance_platform.themes.groups import Themes
from acceptance_platform.transfers.transfers import Transfers
from acceptance_platform.travelling import Travelling
from acceptance_platform.worklist import CaseDesk, own_case
from domain.contract.transfer import TransferAsk

GROWING = {
    "cases",
    "submissions",
    "objects",
    "steps",
    "changes",
    "decisions",
    "corrections",
    "theme_cases",
    "case_people",
}
CLERK = Clerk("c", "李", "A1", "局", "N1", "station")
ASK = TransferAsk(day=date(2026, 11, 22), print_id="00000000-0000-7000-8000-000000000000")


@pytest.fixture
def scanned(database):
    """The growing tables that SQLite would read from one end to the other for what is asked."""
    asked = []

    def note(_connection, _cursor, statement, parameters, _context, _many):
        if statement.startswith("SELECT"):
            asked.append((statement, parameters))

    def found(ask):
        asked.clear()
        event.listen(database._engine, "before_cursor_execute", note)
        try:
            ask()
        finally:
            event.remove(database._engine, "before_cursor_execute", note)
        assert asked
        with database.reading() as connection:
            plans = [connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {one}", given).all() for one, given in asked]
        steps = [row[3].split() for plan in plans for row in plan]
        return {step[1] for step in steps if step[0] == "SCAN" and "submissions_on_their_way" not in step} & GROWING

    assert set(metadata.tables) > GROWING
    return found


@pytest.fixture
def directory(demo_platform):
    return demo_platform.directory


@pytest.fixture
def reading(database):
    def asked(ask):
        with database.reading() as connection:
            ask(connection)

    return asked


def test_the_worklist(scanned, database, directory, sources):
    desk = CaseDesk(database, directory, None, Travelling(None, None), sources)
    assert scanned(lambda: desk.worklist(CLERK)) == set()


def test_one_case_with_its_theme_and_its_result(scanned, reading, directory, sources):
    def ask(connection):
        with pytest.raises(Exception):  # noqa: B017, PT011 - it is not there
            own_case(connection, CLERK, "none")
        Themes(directory, sources).of_case(connection, "none")
        handovers._result_of(connection, type("Case", (), {"case_id": "none"}))

    assert scanned(lambda: reading(ask)) == set()


def test_what_a_hall_took_in_on_a_day(scanned, database, directory, sources):
    assert scanned(lambda: Transfers(database, directory, sources).lists(CLERK, ASK)) == set()


def test_it_would_be_found(scanned, reading):
    assert scanned(lambda: reading(lambda line: line.execute(select(cases).where(cases.c.node_code == "N1")))) == {
        "cases"
    }
