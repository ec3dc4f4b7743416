"""An unfinished application says of the visit what is needed to go on with it, and nothing else changes on the way."""

from dataclasses import replace

from kiosk_examples import CATALOGUE, TASK, VISIT
from test_kiosk_journey_map import ENROLMENT

from domain.clock import SystemClock, SystemIds
from kiosk.composition.unfinished import continued_of, unfinished_of
from tools.kiosk_samples import PERSON, kept_page

CODE = "7K2M9-PQR4T"
IDS = SystemIds(SystemClock())


def test_what_was_put_away_comes_back_as_it_was() -> None:
    task = replace(TASK, chosen=("s1",))
    pages = (kept_page("m1", 1), kept_page("m2", 1))
    visit = replace(
        VISIT, task=task, values={"f1": "1", "region": "330203"}, from_card=frozenset({"region"}), pages=pages
    )
    case = unfinished_of(visit, task, PERSON, CATALOGUE, ENROLMENT)
    back = continued_of(case, pages, CODE, CATALOGUE, IDS)
    assert back is not None
    assert (back.task.case_id, back.task.chosen, back.values) == (task.case_id, ("s1",), visit.values)
    assert (back.from_card, back.pages, back.code, back.at_form) == (visit.from_card, pages, CODE, False)
    assert back.task.asked_item == task.asked_item


def test_a_form_that_is_another_one_by_now_is_not_filled_with_old_words() -> None:
    case = unfinished_of(VISIT, TASK, PERSON, CATALOGUE, ENROLMENT)
    assert continued_of(replace(case, form_version="old"), (), CODE, CATALOGUE, IDS) is None
    assert continued_of(replace(case, item_code="GONE"), (), CODE, CATALOGUE, IDS) is None
