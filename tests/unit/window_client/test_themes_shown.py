"""A theme stays together on the screens: the list says what a case is part of, the lead sees every part."""

import window_samples as samples
from theme_samples import theme_case

from assets.texts import Texts
from window_client.journeys.case import presenter as case_presenter
from window_client.journeys.case.flow import Reading
from window_client.journeys.worklist import flow
from window_client.journeys.worklist.presenter import present

SAY = Texts("zh")


def listing(*, is_lead: bool) -> flow.Listing:
    view = flow.View(samples.many_items(20), themes=(theme_case(is_lead=is_lead),))
    return flow.Listing(view)


def test_the_lead_sees_every_part_with_its_state() -> None:
    (led,) = present(listing(is_lead=True), samples.NOW).led
    assert "1/2" in SAY(led.title)
    assert [SAY(part.state) for part in led.parts] == ["已受理", SAY(led.parts[1].state)]


def test_a_row_says_what_it_is_part_of() -> None:
    props = present(listing(is_lead=False), samples.NOW)
    assert props.led == ()
    assert {row.case_id for row in props.rows if row.theme} == {samples.case_id(11), samples.case_id(12)}


def test_the_case_shows_its_theme() -> None:
    file = samples.case_file().model_copy(update={"theme": theme_case(is_lead=False)})
    sheet = case_presenter.present(Reading(file)).sheet
    assert sheet is not None
    (theme, said), *parts = sheet.theme
    assert (theme, len(parts)) == ("退休", 2)
    assert "海曙区人力资源和社会保障局" in SAY(said)
