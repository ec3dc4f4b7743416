"""Columns of a receipt: nothing is lost, nothing sticks out."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from devices.receipt_printer.text_columns import cleaned, column_widths, pair_lines, row_lines, width, wrapped

PRINTABLE = st.text(
    st.one_of(st.characters(codec="gb18030", exclude_categories=["Cs", "Co"]), st.sampled_from(" ，。（）12aZ\n"))
)


COLUMNS = st.sampled_from([32, 48])
SHARES = st.sampled_from([(60, 22), (40, 30), (5, 5)])


def test_width() -> None:
    assert width("宁波AB：1") == 9
    assert width("") == 0


@pytest.mark.parametrize(
    ("words", "columns", "lines"),
    [
        ("申请材料存在错误，应当", 16, ["申请材料存在错", "误，应当"]),
        ("收件地点在（余姚）市", 12, ["收件地点在", "（余姚）市"]),
        ("编号3302812025很长", 12, ["编号", "3302812025很", "长"]),
        ("0123456789abcdef", 10, ["0123456789", "abcdef"]),
        ("one two  three", 8, ["one two", "three"]),
        ("第一行\n第二行", 20, ["第一行", "第二行"]),
        ("", 20, [""]),
    ],
)
def test_wrapping(words: str, columns: int, lines: list[str]) -> None:
    assert wrapped(words, columns) == lines


@given(PRINTABLE, st.integers(2, 48))
def test_lines_fit_and_hold_everything(words: str, columns: int) -> None:
    lines = wrapped(words, columns)
    assert all(width(line) <= columns for line in lines)
    assert "".join("".join(lines).split()) == "".join(cleaned(words).split())


@given(PRINTABLE, PRINTABLE, st.integers(0, 20), COLUMNS)
def test_pairs_fit(label: str, value: str, label_columns: int, columns: int) -> None:
    lines = pair_lines(cleaned(label).replace("\n", ""), value, label_columns, columns)
    assert all(width(line) <= columns for line in lines)


@given(st.lists(PRINTABLE, min_size=3, max_size=3), SHARES, COLUMNS)
def test_rows_fit(cells: list[str], shares: tuple[int, int], columns: int) -> None:
    widths = column_widths([("序号", shares[0]), ("材料", shares[1]), ("页数", 0)], columns)
    assert sum(widths) == columns
    assert all(width(line) <= columns for line in row_lines(cells, widths))


def test_short_headings_are_not_broken() -> None:
    headings = (("序号", 8), ("材料", 46), ("来源", 20), ("页数", 26))
    assert column_widths(headings, 48) == [6, 20, 8, 14]
    assert column_widths(headings, 32)[0] == 6


def test_control_and_invisible_characters_go() -> None:
    assert cleaned("a\x10\x04\x01b\u200b\u202ec\td\r\ne") == "a\x10\x04\x01b".replace("\x10\x04\x01", "") + "c d\ne"


def test_values_hang_under_values() -> None:
    assert pair_lines("部门：", "宁波市海曙区医疗保障局", 6, 20) == ["部门：宁波市海曙区医", "      疗保障局"]
