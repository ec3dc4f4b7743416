from hypothesis import given
from hypothesis import strategies as st

from offline_queue.retry_policy import ENTRY, LINE, LONGEST_WAIT, Backoff

fractions = st.floats(0, 1, exclude_max=True)


@given(st.integers(1, 10_000), fractions, st.floats(0, 1e6))
def test_a_wait_is_never_negative_nor_longer_than_the_longest(attempts, fraction, at_least):
    wait = ENTRY.wait(attempts, lambda: fraction, at_least)
    assert 0 <= wait <= LONGEST_WAIT
    assert wait >= min(at_least, LONGEST_WAIT)


@given(st.integers(1, 10_000), fractions)
def test_the_line_is_asked_again_within_seconds(attempts, fraction):
    assert LINE.wait(attempts, lambda: fraction) <= 5.0


@given(st.integers(1, 40), fractions)
def test_the_ceiling_grows_and_the_jitter_is_full(attempts, fraction):
    backoff = Backoff(first=1.0, ceiling=1e9)
    assert backoff.wait(attempts, lambda: fraction) <= min(2.0 ** (attempts - 1), LONGEST_WAIT)
    assert backoff.wait(attempts, lambda: 0.0) == 0.0
