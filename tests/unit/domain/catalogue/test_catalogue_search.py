import re
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.catalogue.load import load_catalogue
from domain.catalogue.search import CatalogueSearch
from domain.catalogue.search_faults import exchanged, gapped, shortened
from domain.catalogue.search_letters import LetterSets, lines_of
from domain.catalogue.search_text import SearchText

CATALOGUE = load_catalogue(
    (Path(__file__).parents[4] / "assets/catalogue/demo_catalogue.json").read_text(encoding="utf-8")
)
SEARCH = CatalogueSearch(CATALOGUE.items)


def numbers(query: str, limit: int = 20) -> list[int]:
    return [item.no for item in SEARCH.find(query, limit)]


@pytest.mark.parametrize(
    "query",
    ["医疗费用", "零星", "(零星)报销", "医疗报销", "报销", "16", "ylfysglxbx", "ylfy", "YLFY", "ylfysgbx", "sglx",
     "yiliaofeiyong", "yi liao fei yong", "yi'liao'fei", "yi liao f", "bao xiao", "ｙｌｆｙ", "医 疗 费"],
)  # fmt: skip
def test_the_reimbursement_is_the_first_hit(query: str) -> None:
    assert numbers(query)[0] == 16


def test_one_character_is_enough() -> None:
    assert 16 in numbers("医")
    assert numbers("药") == [58]


@pytest.mark.parametrize("query", ["", "  ", "vvvv", "没有这样的事项名", "%", "\n", ".*"])
def test_nothing_is_found(query: str) -> None:
    assert numbers(query) == []


def test_names_come_before_departments() -> None:
    found = numbers("医疗", 62)
    assert found[0] == 16
    assert set(found[:3]) == {16, 13, 15}
    assert set(found[3:]) == {14, 17}
    assert numbers("医保局") == [13, 14, 15, 16, 17]


def test_pinyin_begins_at_syllables() -> None:
    assert all(" an" in f" {item.pinyin}" for item in SEARCH.find("an"))
    assert 30 not in numbers("ang")


def test_the_limit_is_kept_and_nothing_comes_twice() -> None:
    assert len(numbers("登记", 3)) == 3
    found = numbers("s", 62)
    assert len(found) == len(set(found))


@given(st.text(max_size=8), st.integers(0, 70))
def test_no_text_breaks_the_search(query: str, limit: int) -> None:
    found = numbers(query, limit)
    assert len(found) <= limit
    assert len(found) == len(set(found))


@given(st.sampled_from(CATALOGUE.items), st.data())
def test_any_part_of_a_name_finds_its_item(item: object, data: st.DataObject) -> None:
    name = getattr(item, "name")  # noqa: B009
    start = data.draw(st.integers(0, len(name) - 1))
    end = data.draw(st.integers(start + 1, len(name)))
    assert item in SEARCH.find(name[start:end], 62)


@given(st.lists(st.text(alphabet="ab", max_size=5), max_size=6), st.text(alphabet="ab", min_size=1, max_size=3))
def test_hits_are_those_of_a_plain_scan(lines: list[str], query: str) -> None:
    whole = SearchText(lines)
    assert list(whole.containing(query)) == [n for n, line in enumerate(lines) if query in line]
    assert list(whole.beginning_with(query)) == [n for n, line in enumerate(lines) if line.startswith(query)]


PIECES = st.lists(st.sampled_from(["a", "ab", "b", "ba"]), max_size=4)


@given(st.lists(PIECES, max_size=5), st.sampled_from(["a", "ab", "ba", "aba"]))
def test_hits_begin_at_pieces(lines: list[list[str]], query: str) -> None:
    tails = [["".join(line[n:]) for n in range(len(line))] for line in lines]
    expected = [n for n, starts in enumerate(tails) if any(tail.startswith(query) for tail in starts)]
    assert list(SearchText(lines).containing(query)) == expected


def test_an_empty_catalogue_finds_nothing() -> None:
    assert CatalogueSearch(()).find("医") == ()


def test_the_order_of_the_catalogue_decides_among_equals() -> None:
    twin = replace(CATALOGUE.item("DEMO-016"), code="T", no=99)
    search = CatalogueSearch((twin, CATALOGUE.item("DEMO-016")))
    assert [item.no for item in search.find("报销")] == [99, 16]


@pytest.mark.parametrize(
    "query",
    ["医疗费佣手工", "医疗非用手工", "医疗费手用工", "疗费费用手工", "疗费用手手工", "ylfxsglx", "ylfysgxl", "ylffysgl",
     "yiliaofeiyonh", "yiliaofeyong", "yiliaofieyong"],
)  # fmt: skip
def test_one_wrong_letter_is_forgiven(query: str) -> None:
    assert 16 in numbers(query, 10)


def test_nothing_is_forgiven_while_something_fits_or_in_short_words() -> None:
    assert numbers("vbx") == []
    assert all("登记" in item.name for item in SEARCH.find("登记", 62)[:5])


@given(st.sampled_from(CATALOGUE.items), st.data())
def test_a_letter_replaced_in_a_long_word_still_finds_its_item(item: object, data: st.DataObject) -> None:
    name = getattr(item, "name")  # noqa: B009
    start = data.draw(st.integers(0, max(0, len(name) - 5)))
    words = name[start : start + 5]
    place = data.draw(st.integers(0, len(words) - 1))
    typed = words[:place] + "龘" + words[place + 1 :]
    assert len(words) < 4 or item in SEARCH.find(typed, 62)


@given(st.lists(st.text(alphabet="abc", max_size=9), max_size=8), st.text(alphabet="abc", min_size=4, max_size=6))
def test_faults_are_those_of_a_plain_scan(lines: list[str], query: str) -> None:
    patterns = [*map(re.escape, exchanged(query)), *gapped(query), *map(re.escape, shortened(query))]
    expected = {n for n, line in enumerate(lines) if any(re.search(pattern, line) for pattern in patterns)}
    assert set(SearchText(lines).nearly(query, 20)) == expected


@given(st.lists(st.text(alphabet="abc", max_size=9), max_size=12), st.text(alphabet="abcd", max_size=3))
def test_letter_sets_are_those_of_a_plain_scan(lines: list[str], letters: str) -> None:
    expected = [n for n, line in enumerate(lines) if letters and set(letters) <= set(line)]
    assert list(lines_of(LetterSets(lines).holding(letters))) == expected


def test_a_key_that_is_leant_on_is_answered() -> None:
    assert [numbers("A" * length) for length in range(100, 400)] == [[]] * 300


def test_a_letter_that_comes_once_more_than_in_the_line_is_told_without_trying_every_way() -> None:
    assert SearchText(["z" * 60 + "y"]).scattered("z" * 30 + "yz") == []


def test_of_a_long_word_with_a_fault_the_beginning_is_enough() -> None:
    name = "yiliaofeiyonglingxingbaoxiaodengjibeianshencha" + "x" * 60
    lines = SearchText([name, "shiyebaoxianjinshenling"])
    assert lines.nearly(name[:20] + "v" + name[21:] + "tail", 20) == [0]
