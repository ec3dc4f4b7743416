"""Counts the temporary numbers a station gives in a day: 1, 2, 3 …, each once.

A database may be lost or found damaged at noon and made anew, while its receipts are in people's hands. One that has
given no number yet begins where the day stands: at the 2,161st at noon. The lost one stayed below that unless it gave
more than three numbers a minute since midnight, which no station does.
"""

from datetime import datetime

from domain.clock import CHINA
from offline_queue import entries
from offline_queue.store import Transaction

_SECONDS = 20
"""Of the day for each number that may have been given: 5,680 are left at its end."""


def next_sequence(transaction: Transaction, now: datetime) -> int:
    """Inside a transaction that writes."""
    return entries.next_of_counter(transaction, counter_of(now), first=first_sequence(transaction, now))


def counter_of(now: datetime) -> str:
    return f"temporary:{now.astimezone(CHINA).date().isoformat()}"


def first_sequence(transaction: Transaction, now: datetime) -> int:
    """What the day begins with, should this be its first."""
    if transaction.row("SELECT 1 FROM counter WHERE name >= 'temporary:' AND name < 'temporary;' LIMIT 1"):
        return 1
    local = now.astimezone(CHINA)
    return 1 + (local.hour * 3600 + local.minute * 60 + local.second) // _SECONDS
