"""Props by rows, and every word in both languages."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from typing import Any, Literal

import pytest
import window_samples as samples
import window_states as states

from assets.texts import Language, Texts
from domain.text import Text
from window_client.journeys.calls import presenter as calls_presenter
from window_client.journeys.case import flow as case
from window_client.journeys.case import presenter as case_presenter
from window_client.journeys.correction import flow as correction
from window_client.journeys.correction import presenter as correction_presenter
from window_client.journeys.login import presenter as login_presenter
from window_client.journeys.notice import presenter as notice_presenter
from window_client.journeys.worklist import flow as worklist
from window_client.journeys.worklist import presenter as worklist_presenter

PRESENTERS: dict[str, Any] = {
    "calls": calls_presenter.present,
    "login": login_presenter.present,
    "worklist": lambda state: worklist_presenter.present(state, samples.NOW),
    "case": case_presenter.present,
    "correction": lambda state: correction_presenter.present(state, samples.NOW, "（送出后编号）"),
    "notice": notice_presenter.present,
}
ALL = [
    pytest.param(name, state, id=f"{name}-{type(state).__name__}")
    for name in PRESENTERS
    for state in states.FLOWS[name][1]
]


def texts_in(value: Any) -> Iterator[Text]:
    if isinstance(value, Text):
        yield value
    elif is_dataclass(value) and not isinstance(value, type):
        for field in fields(value):
            yield from texts_in(getattr(value, field.name))
    elif isinstance(value, tuple | frozenset):
        for part in value:
            yield from texts_in(part)


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize(("name", "state"), ALL)
def test_every_word_of_every_state_exists(name: str, state: Any, language: Language) -> None:
    say = Texts(language)
    for text in texts_in(PRESENTERS[name](state)):
        assert "{" not in say(text)


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("change", ["changed", "left"])
def test_a_case_of_an_older_catalogue_says_so(change: Literal["changed", "left"], language: Language) -> None:
    file = states.FILE.model_copy(update={"former": samples.former(change)})
    (added,) = set(sheet(case.Reading(file)).facts) - set(sheet(case.Reading(states.FILE)).facts)
    assert isinstance(added.value, Text)
    assert "demo-2026.3" in Texts(language)(added.value)


@pytest.mark.parametrize(("name", "state"), ALL)
def test_props_print_no_personal_data(name: str, state: Any) -> None:
    shown = repr(PRESENTERS[name](state))
    for secret in ("张三", "330203190001010013", "13712349050"):
        assert secret not in shown


def sheet(state: case.State) -> case_presenter.Sheet:
    found = case_presenter.present(state).sheet
    assert found is not None
    return found


def test_the_applicant_is_masked_until_revealed() -> None:
    masked = [line.value for line in sheet(case.Reading(states.FILE)).applicant]
    assert masked[:3] == ["*三", "3***03190001*****3", "137****9050"]
    assert "灵桥路" not in masked[3]
    revealed = [line.value for line in sheet(case.Reading(states.FILE, revealed=True)).applicant]
    assert revealed[:3] == ["张三", "330203190001010013", "13712349050"]


def test_what_the_form_says_of_a_person_is_masked_too() -> None:
    def value(field_id: str, *, revealed: bool) -> str:
        fields = sheet(case.Reading(states.FILE, revealed=revealed)).fields
        return next(field.value for field in fields if field.id == field_id)

    assert value("f6", revealed=False) == "622202*********5700"
    assert value("f6", revealed=True) == "6222021001116245700"
    assert "灵桥路" not in value("address", revealed=False)
    assert value("f4", revealed=False) == "1286.40"
    details = [row.detail for row in correction_presenter.present(states.EDITING, samples.NOW, "").rows]
    assert not any("灵桥路" in str(detail.values) or "6222021001116245700" in str(detail.values) for detail in details)


def test_missing_materials_are_in_sight_and_pages_are_numbered_through() -> None:
    groups = sheet(case.Reading(samples.case_file(corrected=True))).groups
    assert [(group.material_id, group.mark_kind) for group in groups] == [
        ("m1", "good"),
        ("m2", "good"),
        ("m3", "good"),
        ("m4", "quiet"),
    ]
    assert [(page.number, page.round) for group in groups for page in group.pages] == [(1, 0), (2, 0), (3, 0), (4, 1)]
    assert {g.material_id: g.mark_kind for g in sheet(case.Reading(states.FILE)).groups}["m3"] == "missing"


def test_an_open_correction_marks_what_it_names() -> None:
    groups = sheet(case.Reading(samples.case_file("CORRECTION", open_correction=True))).groups
    assert [group.to_correct for group in groups] == ["", "", "未提交，请补交", ""]


ROWS = [
    (case.Reading(states.FILE), {"accept", "ask_correction", "reject", "not_competent"}, None, False),
    (case.Reading(samples.case_file("ACCEPTED")), set(), None, False),
    (case.Confirming(states.FILE, "reject", samples.case_id(1)), set(), "window_case.reject_confirm", False),
    (case.Deciding(states.FILE, states.DECISION), set(), "window_case.sending", False),
    (case.Undecided(states.FILE, states.DECISION, states.DOWN), set(), "window_case.send_again", True),
]


@pytest.mark.parametrize(("state", "allowed", "confirm", "retry"), ROWS)
def test_what_may_be_done(state: case.State, allowed: set[str], confirm: str | None, retry: bool) -> None:
    props = case_presenter.present(state)
    assert props.allowed == allowed
    assert (props.question.confirm.key if props.question else None) == confirm
    assert props.can_retry is retry


def test_the_preview_shows_the_applicant_masked_and_all_points() -> None:
    confirming = correction.Confirming(states.TICKED, samples.decision("ask_correction"))
    preview = correction_presenter.present(confirming, samples.NOW, "—").preview
    assert preview.applicant_name == "*三"
    assert [point.id for point in preview.points] == ["m3"]


def test_a_material_without_pages_suggests_its_reason() -> None:
    rows = correction_presenter.present(states.EDITING, samples.NOW, "").rows
    assert {row.id: row.suggest for row in rows if row.kind == "material"} == {
        "m1": False,
        "m2": False,
        "m3": True,
        "m4": True,
    }


def test_dates_of_another_year_carry_it() -> None:
    old = samples.work_item(1).model_copy(update={"received_at": samples.NOW.replace(year=2025)})
    state = worklist.Listing(worklist.View((samples.work_item(2), old)))
    assert [row.received for row in worklist_presenter.present(state, samples.NOW).rows] == [
        "03-05 00:30",
        "2025-03-05 14:30",
    ]
