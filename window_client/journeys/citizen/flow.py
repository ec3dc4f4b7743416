"""What the citizen sees and answers. Everything shown of a person comes in masked and goes when the person goes."""

from dataclasses import dataclass, field, replace
from typing import Literal, TypeAlias

from domain.case.evaluation import Level
from domain.flow.machine import Step, Table
from domain.text import Text

Words: TypeAlias = str | Text
Answered: TypeAlias = Literal["signed", "objected"]


@dataclass(frozen=True, slots=True)
class Head:
    """Above everything: where this is and whose turn."""

    hall: str = ""
    place: str = ""
    """Number of the window."""
    number: str = ""
    """Now served here."""


@dataclass(frozen=True, slots=True)
class Shot:
    """One page as it will be handed in, small."""

    picture: str
    """Name of its thumbnail, which shows the page as it was scanned."""
    turn: int = 0
    """Quarters clockwise."""
    box: tuple[float, float, float, float] = (0.0, 0.0, 1.0, 1.0)
    """Left, top, right, bottom as shares of the upright picture."""


@dataclass(frozen=True, slots=True)
class Section:
    title: Text
    lines: tuple[tuple[Words, Words], ...] = field(repr=False)
    """Label and value, masked."""
    shots: tuple[Shot, ...] = ()


Sight: TypeAlias = tuple[Section, ...]


@dataclass(frozen=True, slots=True)
class Wish:
    """What the citizen is asked to confirm by their hand."""

    question: Text
    signer: Text
    """Whose signature it is."""
    sight: Sight = field(repr=False)


@dataclass(frozen=True, slots=True)
class Idle:
    head: Head = Head()


@dataclass(frozen=True, slots=True)
class Following:
    """The clerk enters, the citizen reads."""

    head: Head
    sight: Sight = field(repr=False)
    answered: Answered | None = None
    """What the citizen said last."""


@dataclass(frozen=True, slots=True)
class Confirming:
    head: Head
    wish: Wish


@dataclass(frozen=True, slots=True)
class Signing:
    head: Head
    wish: Wish


@dataclass(frozen=True, slots=True)
class Rating:
    """Nothing of the person is on the screen."""

    head: Head


@dataclass(frozen=True, slots=True)
class Rated:
    head: Head


State: TypeAlias = Idle | Following | Confirming | Signing | Rating | Rated


@dataclass(frozen=True, slots=True)
class Headed:
    head: Head


@dataclass(frozen=True, slots=True)
class Shown:
    sight: Sight = field(repr=False)


@dataclass(frozen=True, slots=True)
class SignatureAsked:
    wish: Wish


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """The clerk goes on without the answer."""


@dataclass(frozen=True, slots=True)
class RatingAsked:
    pass


@dataclass(frozen=True, slots=True)
class PersonLeft:
    pass


@dataclass(frozen=True, slots=True)
class Agreed:
    pass


@dataclass(frozen=True, slots=True)
class Objected:
    pass


@dataclass(frozen=True, slots=True)
class Signed:
    picture: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Graded:
    level: Level


@dataclass(frozen=True, slots=True)
class TimeOver:
    """Nobody rated, or the thanks were read."""


Event: TypeAlias = (
    Headed | Shown | SignatureAsked | Withdrawn | RatingAsked | PersonLeft | Agreed | Objected | Signed | Graded
    | TimeOver
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class TellObjected:
    pass


@dataclass(frozen=True, slots=True)
class TellSigned:
    picture: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class TellGraded:
    level: Level


@dataclass(frozen=True, slots=True)
class StartTime:
    seconds: int


Effect: TypeAlias = TellObjected | TellSigned | TellGraded | StartTime

RATING_SECONDS, THANKS_SECONDS = 60, 6


def _head(state: State, event: Headed) -> Step[State, Effect]:
    """Another number is another person: what was shown of the one before goes."""
    before, now = state.head.number, event.head.number
    if before and now and before != now:
        return Step(Idle(event.head))
    return Step(replace(state, head=event.head))


def _show(state: State, event: Shown) -> Step[State, Effect]:
    """What is asked to be signed was changed meanwhile: it is not asked any more."""
    return Step(Following(state.head, event.sight))


def _ask(state: State, event: SignatureAsked) -> Step[State, Effect]:
    return Step(Confirming(state.head, event.wish))


def _withdraw(state: Confirming | Signing, _event: Withdrawn) -> Step[State, Effect]:
    return Step(Following(state.head, state.wish.sight))


def _agree(state: Confirming, _event: Agreed) -> Step[State, Effect]:
    return Step(Signing(state.head, state.wish))


def _object(state: Confirming | Signing, _event: Objected) -> Step[State, Effect]:
    return Step(Following(state.head, state.wish.sight, "objected"), (TellObjected(),))


def _sign(state: Signing, event: Signed) -> Step[State, Effect]:
    return Step(Following(state.head, state.wish.sight, "signed"), (TellSigned(event.picture),))


def _rate(state: State, _event: RatingAsked) -> Step[State, Effect]:
    return Step(Rating(state.head), (StartTime(RATING_SECONDS),))


def _graded(state: Rating, event: Graded) -> Step[State, Effect]:
    return Step(Rated(state.head), (TellGraded(event.level), StartTime(THANKS_SECONDS)))


def _clear(state: State, _event: PersonLeft | TimeOver) -> Step[State, Effect]:
    return Step(Idle(state.head))


def _stay(state: Rating | Rated, _event: PersonLeft) -> Step[State, Effect]:
    """The clerk is through with the case; who stands here may still rate."""
    return Step(state)


_ALL = (Idle, Following, Confirming, Signing, Rating, Rated)
TABLE: Table[State, Effect] = {
    **{(kind, Headed): _head for kind in _ALL},
    **{(kind, Shown): _show for kind in _ALL},
    **{(kind, SignatureAsked): _ask for kind in _ALL},
    **{(kind, PersonLeft): _clear for kind in (Idle, Following, Confirming, Signing)},
    **{(kind, PersonLeft): _stay for kind in (Rating, Rated)},
    **{(kind, RatingAsked): _rate for kind in (Idle, Following, Confirming, Signing)},
    **{(kind, Withdrawn): _withdraw for kind in (Confirming, Signing)},
    (Confirming, Agreed): _agree,
    (Confirming, Objected): _object,
    (Signing, Objected): _object,
    (Signing, Signed): _sign,
    (Rating, Graded): _graded,
    (Rating, TimeOver): _clear,
    (Rated, TimeOver): _clear,
}
