"""An unfinished application says of the visit what is needed to go on with it, and nothing else changes on the way."""

from dataclasses import replace

import pytest
from kiosk_examples import CATALOGUE, TASK, VISIT
from test_kiosk_journey_map import ENROLMENT, SIGNATURE

from domain.clock import SystemClock, SystemIds
from kiosk.composition.hand_in import correction_task
from kiosk.composition.unfinished import begun_correction, begun_task, continued_of, unfinished_of
from kiosk.journey_map import Task, Visit
from kiosk.journeys.materials.flow import Page
from offline_queue.draft_keeper import UnfinishedCase
from offline_queue.draft_resuming import ContinuedCase
from tools.kiosk_samples import PERSON, TOKEN, case_progress, kept_page

CODE = "7K2M9-PQR4T"
IDS = SystemIds(SystemClock())
PAGES = (kept_page("m1", 1), kept_page("m2", 2))
ASKED = case_progress("CORRECTION", correction=True)


def kept(visit: Visit, task: Task) -> UnfinishedCase:
    return unfinished_of(visit, task, PERSON, CATALOGUE, ENROLMENT)


def came(case: UnfinishedCase, on_their_way: int = 0) -> ContinuedCase:
    return ContinuedCase(case, (), CODE, on_their_way)


def test_what_was_put_away_comes_back_as_it_was() -> None:
    task = replace(TASK, chosen=("s1",))
    pages = (PAGES[0], replace(PAGES[1], way="held"))
    visit = replace(
        VISIT, task=task, values={"f1": "1", "region": "330203"}, sources={"region": "card"}, pages=pages,
        stood="review", signature=SIGNATURE,
    )  # fmt: skip
    case = kept(visit, task)
    bare = tuple(Page(page.kept, page.thumbnail) for page in pages)
    back = continued_of(came(case), bare, CODE, begun_task(case, CATALOGUE, IDS))
    assert back is not None
    assert (back.task.case_id, back.task.chosen, back.values) == (task.case_id, ("s1",), visit.values)
    assert (back.sources, back.pages, back.code) == (visit.sources, pages, CODE)
    assert (back.stood, back.signature) == ("review", SIGNATURE)
    assert back.task.asked_item == task.asked_item


def test_pages_that_have_not_arrived_are_captured_before_anything_is_signed_for() -> None:
    case = kept(replace(VISIT, pages=PAGES, stood="review", signature=SIGNATURE), TASK)
    back = continued_of(came(case, on_their_way=1), PAGES[:1], CODE, TASK)
    assert back is not None
    assert (back.stood, back.signature) == ("materials", None)


@pytest.mark.parametrize("place", ["", "window-counter"])
def test_a_word_of_another_program_begins_at_the_form(place: str) -> None:
    back = continued_of(came(replace(kept(VISIT, TASK), place=place)), (), CODE, TASK)
    assert back is not None
    assert back.stood == "form"


def test_a_form_that_is_another_one_by_now_is_not_filled_with_old_words() -> None:
    case = kept(VISIT, TASK)
    old = replace(case, form_version="old")
    assert continued_of(came(old), (), CODE, begun_task(old, CATALOGUE, IDS)) is None
    assert begun_task(replace(case, item_code="GONE"), CATALOGUE, IDS) is None


def test_an_item_that_changed_meanwhile_is_gone_on_with_as_far_as_it_goes() -> None:
    """A page nobody asks for any more is left out; answers to other questions are not taken for these."""
    case = kept(replace(VISIT, pages=PAGES), TASK)
    lighter = replace(TASK, item=replace(TASK.item, materials=tuple(m for m in TASK.item.materials if m.id != "m2")))
    back = continued_of(came(case), PAGES, CODE, lighter)
    assert back is not None
    assert back.pages == PAGES[:1]
    assert begun_task(replace(case, scenarios=("no answer of now",)), CATALOGUE, IDS) is None


def test_a_correction_is_kept_under_its_own_name_and_asks_anew_what_is_wanted() -> None:
    task = correction_task(ASKED, TOKEN, CATALOGUE)
    assert task is not None
    case = kept(replace(VISIT, task=task, pages=(kept_page("m3", 1),)), task)
    assert (case.case_id, case.correction is not None) == (task.submission_id, True)
    assert case.correction is not None
    assert begun_correction(case, case.correction, ASKED, CATALOGUE) == task
    assert TOKEN not in repr(case)


def test_a_correction_that_was_answered_meanwhile_is_not_gone_on_with() -> None:
    task = correction_task(ASKED, TOKEN, CATALOGUE)
    assert task is not None
    case = kept(replace(VISIT, task=task), task)
    assert case.correction is not None
    another = replace(case, case_id="01950000-0000-7000-8000-00000000000f")
    assert begun_correction(case, case.correction, case_progress(), CATALOGUE) is None
    assert begun_correction(another, case.correction, ASKED, CATALOGUE) is None
