import pytest
from kiosk_examples import CODE, ITEM, SLIP, SUMMARY

from assets.texts import Texts
from domain.failures import FailureCode
from domain.text import Text
from kiosk.journeys.done import flow as done
from kiosk.journeys.done import presenter as done_presenter
from kiosk.journeys.evaluation import flow as evaluation
from kiosk.journeys.evaluation import presenter as evaluation_presenter
from kiosk.journeys.materials import flow as materials
from kiosk.journeys.materials import presenter as materials_presenter
from kiosk.journeys.progress import flow as progress
from kiosk.journeys.progress import presenter as progress_presenter
from kiosk.journeys.review import flow as review
from kiosk.journeys.review import presenter as review_presenter
from kiosk.shell.status_strip import strip_props
from tools.kiosk_samples import case_progress, kept_page, samples


def texts_in(value: object) -> list[Text]:
    if isinstance(value, Text):
        return [value]
    if isinstance(value, tuple):
        return [found for part in value for found in texts_in(part)]
    fields = getattr(type(value), "__dataclass_fields__", {})
    return [found for name in fields for found in texts_in(getattr(value, name))]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_screen_can_be_said_in_both_languages(language: str) -> None:
    say = Texts(language)  # type: ignore[arg-type]
    for sample in samples():
        for found in texts_in(sample.present(sample.state)):
            assert say(found)


@pytest.mark.parametrize(
    ("state", "words", "tone", "may_print"),
    [
        (done.Printing(SLIP), "done.printing", "info", False),
        (done.Printed(SLIP), "done.printed", "success", True),
        (done.NotPrinted(SLIP, FailureCode.PRINTER_PAPER_OUT), "failure.printer_paper_out", "error", True),
    ],
)
def test_printing_never_hides_that_the_case_is_saved(state: done.State, words: str, tone: str, may_print: bool) -> None:
    props = done_presenter.present(state)
    assert (props.printing.key, props.print_tone, props.may_print) == (words, tone, may_print)
    assert props.number == SLIP.number
    assert props.delivery.key == "done.not_delivered"


def test_saved_turns_into_delivered_only_by_the_platforms_word() -> None:
    from domain.flow.machine import Machine

    machine: Machine[done.State, done.Event, done.Effect] = Machine(done.TABLE, done.Printing(SLIP))
    machine.feed(done.ReceiptCame())
    assert not done_presenter.present(machine.state).delivered
    machine.feed(done.Delivered("330281202603050000018"))
    props = done_presenter.present(machine.state)
    assert props.delivered
    assert props.next_steps[0].key == "done.next_received"


@pytest.mark.parametrize(
    ("name", "stations"),
    [
        ("RECEIVED", ["now", "ahead", "ahead"]),
        ("CORRECTION", ["past", "now", "ahead", "ahead"]),
        ("ACCEPTED", ["past", "now", "ahead"]),
        ("DONE", ["past", "now"]),
        ("REJECTED", ["past", "now"]),
    ],
)
def test_the_line_of_stations(name: str, stations: list[str]) -> None:
    props = progress_presenter.present(progress.Known(CODE, case_progress(name)))
    assert isinstance(props, progress_presenter.CaseProps)
    assert [station.state for station in props.line] == stations


def test_a_case_that_waits_here_is_called_safe() -> None:
    failure = FailureCode.PLATFORM_UNREACHABLE
    away = progress_presenter.present(progress.NotKnown(CODE, failure))
    here = progress_presenter.present(progress.NotKnown(CODE, failure, here="waiting"))
    assert isinstance(away, progress_presenter.Guide)
    assert isinstance(here, progress_presenter.Guide)
    assert (away.body.key, here.body.key) == ("progress.not_known_hint", "progress.here")


def test_the_review_is_masked() -> None:
    props = review_presenter.present(review.Reviewing(SUMMARY))
    said = repr((props.person, props.answers))
    assert "138****0000" in said
    for secret in ("13800000000", "张三", "330203190001010013"):
        assert secret not in said


@pytest.mark.parametrize(
    ("connected", "waiting", "attention", "line", "queue", "fine"),
    [
        (True, 0, 0, "shell.online", None, True),
        (True, 2, 0, "shell.online", "shell.pending", True),
        (False, 2, 0, "shell.offline", "shell.pending", False),
        (None, 0, 0, "shell.unknown", None, False),
        (True, 1, 1, "shell.online", "shell.attention", False),
    ],
)
def test_the_strip(
    connected: bool | None, waiting: int, attention: int, line: str, queue: str | None, fine: bool
) -> None:
    props = strip_props(connected, waiting, attention)
    assert (props.line.key, props.queue.key if props.queue else None, props.fine) == (line, queue, fine)


def test_what_was_evaluated_already_is_not_to_be_tried_again() -> None:
    code = evaluation.NotSent(CODE, FailureCode.EVALUATION_GIVEN)
    assert [action.name for action in evaluation_presenter.present(code).right] == ["evaluation.home"]
    down = evaluation.NotSent(CODE, FailureCode.PLATFORM_UNREACHABLE)
    assert [action.name for action in evaluation_presenter.present(down).right] == ["evaluation.retry"]


def test_a_camera_that_is_away_is_called_a_camera() -> None:
    pile = materials.Pile(ITEM.materials)
    away = materials.Aiming(pile, "m1", failure=FailureCode.SCANNER_UNREACHABLE)
    shown = materials_presenter.present(away)
    assert isinstance(shown, materials_presenter.CameraProps)
    assert shown.trouble == Text("ways.camera_absent")


def test_a_correction_this_terminal_cannot_take_sends_to_the_window() -> None:
    asked = case_progress("CORRECTION", correction=True)
    props = progress_presenter.present(progress.Known(CODE, asked, correctable=False))
    assert isinstance(props, progress_presenter.CaseProps)
    assert (props.may_correct, props.correction_advice.key) == (False, "progress.correct_elsewhere")
    assert props.correction


def test_while_paper_moves_only_the_latest_pages_are_pictured_and_all_are_counted() -> None:
    pile = materials.Pile(ITEM.materials, tuple(kept_page("m1", number) for number in range(1, 8)))
    props = materials_presenter.present(materials.Feeding(pile, "m1", "job"))
    assert isinstance(props, materials_presenter.ScanProps)
    assert [thumb.words.values["n"] for thumb in props.thumbs] == [4, 5, 6, 7]
    assert props.earlier + len(props.thumbs) == 7
    fed = materials_presenter.present(materials.Fed(pile, "m1"))
    assert isinstance(fed, materials_presenter.ScanProps)
    assert (len(fed.thumbs), fed.earlier) == (7, 0)
