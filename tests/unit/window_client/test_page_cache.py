"""The page cache never holds more than it may."""

from hypothesis import given
from hypothesis import strategies as st

from window_client.shell.page_cache import PageCache


@given(st.lists(st.tuples(st.sampled_from("abcdefgh"), st.integers(0, 60)), max_size=60))
def test_memory_is_bounded_whatever_is_put(puts: list[tuple[str, int]]) -> None:
    cache = PageCache(100)
    for digest, size in puts:
        cache.put(digest, bytes(size))
        assert cache.size <= 100
        assert cache.size == sum(len(cache.get(d) or b"") for d in "abcdefgh")


def test_the_page_not_looked_at_goes_first() -> None:
    cache = PageCache(30)
    for digest in "abc":
        cache.put(digest, bytes(10))
    cache.get("a")
    cache.put("d", bytes(10))
    assert [digest for digest in "abcd" if cache.get(digest)] == ["a", "c", "d"]


def test_clearing_leaves_nothing() -> None:
    cache = PageCache(30)
    cache.put("a", bytes(10))
    cache.clear()
    assert (cache.size, cache.get("a")) == (0, None)
