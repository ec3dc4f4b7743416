"""What the same applicant handed in here lately, in words."""

from domain.documents.moments import minute_words
from domain.text import Text, text
from window_client.journeys.counter.flow.desk import Desk, EarlierHandIn


def repeat_words(desk: Desk) -> tuple[Text, ...]:
    """One sentence for each item that was handed in before, of its latest time."""
    found = ((item.name, desk.earlier_of(item.code)) for item in desk.items)
    return tuple(_words(name, earlier) for name, earlier in found if earlier is not None)


def _words(name: str, earlier: EarlierHandIn) -> Text:
    return text(
        f"counter_repeat.{'delivered' if earlier.delivered else 'waiting'}",
        item=name, number=earlier.temporary_no, at=minute_words(earlier.handed_in_at),
    )  # fmt: skip
