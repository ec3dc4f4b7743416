"""Chinese with our own keys on a real screen: what a finger touches, and what stands in the line then."""

from collections.abc import Iterator

import pytest
from kiosk_typist import Typist
from PySide6.QtWidgets import QApplication

from qt_edge.theme import Theme, apply_theme
from tools.kiosk_samples import Sample, samples
from tools.kiosk_screens import SIZES, draw, put_away
from tools.screen_findings import AAA, findings


@pytest.fixture(scope="module")
def typing() -> Sample:
    return next(one for one in samples() if one.name == "identify-typing")


@pytest.fixture
def typist(qapp: QApplication, typing: Sample) -> Iterator[Typist]:
    apply_theme(qapp, Theme("kiosk"))
    window = draw(qapp, typing, SIZES["tall"])
    yield Typist(qapp, window)
    put_away(qapp, window)


def test_a_name_is_typed_by_its_sound(typist: Typist) -> None:
    typist.type("WANG")
    assert typist.spelled == "wang"
    assert typist.offered[0] == "王"
    typist.touch("pad.candidate.1")
    typist.type("CESHI")
    assert typist.spelled == "ce shi"
    typist.touch("pad.done")
    assert typist.written == "王测试"


def test_delete_takes_a_letter_first_and_then_a_character(typist: Typist) -> None:
    typist.type("WANG")
    typist.touch("pad.candidate.1")
    typist.type("LI")
    for spelled in ("l", ""):
        typist.touch("pad.delete")
        assert typist.spelled == spelled
    assert typist.written == "王"
    typist.touch("pad.delete")
    assert typist.written == ""


def test_other_words_come_page_by_page_and_back(typist: Typist) -> None:
    typist.type("YI")
    first = typist.offered
    typist.touch("pad.candidates_on")
    assert not set(first) & set(typist.offered)
    wanted = typist.offered[1]
    typist.touch("pad.candidates_on")
    typist.touch("pad.candidates_back")
    typist.touch("pad.candidate.2")
    assert typist.written == wanted
    typist.type("YI")
    assert typist.offered == first, "what was chosen is not learned"


def test_digits_signs_and_latin_letters_need_no_other_keyboard(typist: Typist) -> None:
    typist.type("LU")
    typist.type("12")
    typist.touch("pad.candidate.1")
    typist.touch("pad.plane")
    typist.type("a")
    typist.touch("pad.plane")
    typist.type("B")
    assert typist.written == "路12，aB"


def test_letters_that_spell_nothing_are_written_as_they_are(typist: Typist) -> None:
    typist.type("IV")
    assert typist.offered == []
    typist.touch("pad.done")
    assert typist.written == "iv"


@pytest.mark.parametrize("shape", list(SIZES))
def test_the_keys_are_fit_to_be_read_and_touched_in_the_elder_edition(
    qapp: QApplication, typing: Sample, shape: str
) -> None:
    apply_theme(qapp, Theme("kiosk", assist=True))
    window = draw(qapp, typing, SIZES[shape], assist=True)
    typist = Typist(qapp, window)
    typist.type("ZHONGGUOGONGSHANGYINHANG")
    assert typist.offered[0] == "中国工商银行"
    assert findings(window, contrast=AAA) == []
    put_away(qapp, window)


WANG = [[(0.2, 0.2), (0.8, 0.2)], [(0.25, 0.5), (0.75, 0.5)], [(0.5, 0.2), (0.5, 0.8)], [(0.15, 0.8), (0.85, 0.8)]]
"""王, in the order it is taught."""


def test_who_knows_no_pinyin_writes_by_hand(typist: Typist) -> None:
    typist.touch("pad.other")
    typist.draw(WANG)
    assert typist.offered[0] == "王"
    typist.touch("pad.candidate.1")
    assert typist.written == "王"
    assert typist.offered == [], "the square is empty again"
    typist.draw(WANG)
    typist.touch("pad.done")
    assert typist.written == "王王", "done takes the likeliest"


def test_delete_takes_a_stroke_back_first_and_then_a_character(typist: Typist) -> None:
    typist.touch("pad.other")
    typist.draw(WANG)
    typist.touch("pad.1")
    assert typist.written == "王1", "a sign settles what was drawn"
    typist.draw(WANG)
    for _ in WANG:
        assert typist.offered
        typist.touch("pad.delete")
    assert typist.offered == []
    assert typist.written == "王1"
    typist.touch("pad.delete")
    assert typist.written == "王"
    typist.touch("pad.plane")
    typist.type("CESHI")
    typist.touch("pad.done")
    assert typist.written == "王测试"


@pytest.mark.parametrize("shape", list(SIZES))
def test_the_square_is_fit_to_be_written_in_in_the_elder_edition(
    qapp: QApplication, typing: Sample, shape: str
) -> None:
    apply_theme(qapp, Theme("kiosk", assist=True))
    window = draw(qapp, typing, SIZES[shape], assist=True)
    typist = Typist(qapp, window)
    typist.touch("pad.other")
    typist.draw(WANG)
    assert findings(window, contrast=AAA) == []
    put_away(qapp, window)
