"""What time does to presences, tickets and payments."""

import pytest
from stepped_clock import SteppedClock

from acceptance_platform.cashier.bills import BillEntry
from acceptance_platform.cashier.cashier import Cashier
from acceptance_platform.database import Database
from acceptance_platform.devices import Device
from acceptance_platform.presence.presences import Present
from acceptance_platform.sandbox.city_records import CityRecords, SandboxPerson
from acceptance_platform.sandbox.phone_codes import SandboxPhoneCodes
from acceptance_platform.sources import Sources
from domain.contract.submission import Applicant

PERSON = Applicant(name="张三", id_kind="31", id_number="330203190001010013")
PRESENT = Present(Device("d", "0001", "kiosk", "330281-K01"), "k" * 64, PERSON)


class OneBill:
    def bills(self, _person: Applicant) -> tuple[BillEntry, ...]:
        return (BillEntry("B1", "unit", "purpose", 2000),)


def test_a_payment_that_is_over_is_not_taken_and_another_one_begins(
    database: Database, sources: Sources, stepped_clock: SteppedClock
) -> None:
    cashier = Cashier(database, sources, OneBill(), "x:")
    first = cashier.begin("B1", PRESENT)
    stepped_clock.step(minutes=11)
    assert cashier.state(first.payment_no, PRESENT).state == "expired"
    assert cashier.paid(first.payment_no) is None
    second = cashier.begin("B1", PRESENT)
    assert second.payment_no != first.payment_no
    assert cashier.paid(second.payment_no) is not None


@pytest.mark.parametrize(("seconds", "known"), [(59, True), (61, False)])
def test_a_phone_code_lasts_a_minute(sources: Sources, stepped_clock: SteppedClock, seconds: int, known: bool) -> None:
    records = CityRecords((SandboxPerson("p1", PERSON),), (), (), ())
    codes = SandboxPhoneCodes(records, b"secret", sources)
    code = codes.issue("p1")
    stepped_clock.step(seconds=seconds)
    assert (codes.person(code) == PERSON) is known
