"""Undo all the way. Pages that arrive meanwhile stay: what a person did is taken back, never what a scanner gave."""

from dataclasses import dataclass, field

from window_client.draft.pile import Pile
from window_client.draft.steps import Arrived, PileStep, done


@dataclass(frozen=True, slots=True)
class Entry:
    step: PileStep
    before: Pile
    """Shares its pages with the piles around it."""


@dataclass(frozen=True, slots=True)
class History:
    pile: Pile = field(default_factory=Pile)
    entries: tuple[Entry, ...] = ()
    undone: tuple[PileStep, ...] = ()
    """The latest undone last."""

    @property
    def can_undo(self) -> bool:
        return any(not isinstance(entry.step, Arrived) for entry in self.entries)

    @property
    def can_redo(self) -> bool:
        return bool(self.undone)


def do(history: History, step: PileStep) -> History:
    """A step that changes nothing is not worth an undo. Something new by a person forgets what was undone."""
    after = done(history.pile, step)
    if after == history.pile:
        return history
    undone = history.undone if isinstance(step, Arrived) else ()
    return History(after, (*history.entries, Entry(step, history.pile)), undone)


def undo(history: History) -> History:
    at = next((n for n in reversed(range(len(history.entries))) if _by_a_person(history.entries[n])), None)
    if at is None:
        return history
    taken = history.entries[at]
    back = History(taken.before, history.entries[:at], ())
    for entry in history.entries[at + 1 :]:
        back = do(back, entry.step)
    return History(back.pile, back.entries, (*history.undone, taken.step))


def redo(history: History) -> History:
    if not history.undone:
        return history
    again = do(history, history.undone[-1])
    return History(again.pile, again.entries, history.undone[:-1])


def _by_a_person(entry: Entry) -> bool:
    return not isinstance(entry.step, Arrived)
