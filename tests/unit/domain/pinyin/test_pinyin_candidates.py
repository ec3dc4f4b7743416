"""Letters as syllables, and what is offered for them from the file that is shipped."""

import pytest

from assets.pinyin_words import pinyin_words
from domain.pinyin.candidates import Candidate, candidates
from domain.pinyin.splitting import splits

WORDS = pinyin_words()


def offered(letters: str, most: int = 1000) -> list[str]:
    return [one.words for one in candidates(letters, WORDS)][:most]


@pytest.mark.parametrize(
    ("letters", "first"),
    [
        ("yuyao", ("yu", "yao")),
        ("xian", ("xian",)),
        ("yingyezhizhao", ("ying", "ye", "zhi", "zhao")),
        ("shq", ("sh", "q")),
        ("ningb", ("ning", "b")),
    ],
)
def test_the_likeliest_split_comes_first(letters: str, first: tuple[str, ...]) -> None:
    assert splits(letters, WORDS.syllables)[0] == first


def test_letters_that_begin_no_syllable_spell_nothing() -> None:
    assert splits("iv", WORDS.syllables) == ()
    assert candidates("iv", WORDS) == ()
    assert candidates("", WORDS) == ()


@pytest.mark.parametrize(
    ("letters", "word"),
    [
        ("yuyao", "余姚"), ("yuyaoshi", "余姚市"), ("haishuqu", "海曙区"), ("yingyezhizhao", "营业执照"),
        ("shiye", "失业"), ("yyzz", "营业执照"), ("women", "我们"), ("nvxing", "女性"), ("wang", "王"), ("zhang", "张"),
    ],
)  # fmt: skip
def test_what_a_form_wants_is_among_the_first(letters: str, word: str) -> None:
    assert word in offered(letters, 3)


def test_both_ways_to_read_the_same_letters_are_offered() -> None:
    assert {"县", "西安"} <= set(offered("xian"))


def test_a_word_is_chosen_piece_by_piece_and_takes_its_letters_with_it() -> None:
    assert Candidate("余姚", 5) in candidates("yuyaowo", WORDS)
    assert Candidate("余", 2) in candidates("yuyaowo", WORDS)


def test_a_name_nobody_lists_is_put_together() -> None:
    assert candidates("wangxiaoming", WORDS)[0] == Candidate("王小明", len("wangxiaoming"))


def test_a_character_of_several_readings_is_found_under_each() -> None:
    assert "曾" in offered("zeng", 3)
    assert "曾" in offered("ceng", 10)


def test_rare_characters_come_after_the_usual_ones() -> None:
    yao = offered("yao")
    assert yao.index("姚") < yao.index("繇") < yao.index("宎")


def test_nothing_is_offered_twice_and_every_candidate_stands_for_letters() -> None:
    found = candidates("zhongguo", WORDS)
    assert len(found) == len(set(found))
    assert all(0 < one.letters <= len("zhongguo") for one in found)
