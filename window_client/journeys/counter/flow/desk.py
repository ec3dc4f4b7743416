"""What every step of the counter sees: the draft, and what the catalogue says of it. Pure."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import lru_cache

from domain.catalogue.form_validation import check_field, check_place
from domain.catalogue.joint import ChecklistLine, JointField, checklist, joint_fields
from domain.catalogue.model import Catalogue, FormField, Item, Tone
from domain.catalogue.scenarios import is_complete, materials_for
from domain.catalogue.signing import is_signed
from domain.identity.places import Places
from domain.text import Text
from window_client.draft.application import Application, Change, changed
from window_client.draft.pages import Page


@dataclass(frozen=True, slots=True)
class DraftHead:
    """A draft that was laid aside."""

    draft_id: str
    applicant_name: str = field(repr=False)
    items: tuple[str, ...]
    """Names."""
    pages: int
    changed_at: float
    """Seconds since the epoch."""


@dataclass(frozen=True, slots=True)
class EarlierHandIn:
    """The same item for the same applicant, handed in at this window lately."""

    item_code: str
    temporary_no: str
    handed_in_at: datetime
    delivered: bool


@dataclass(frozen=True, slots=True)
class Desk:
    application: Application
    catalogue: Catalogue = field(repr=False)
    today: date
    drafts: tuple[DraftHead, ...] = ()
    """Others that wait."""
    earlier: tuple[EarlierHandIn, ...] = ()
    """The latest first."""
    places: Callable[[], Places] | None = field(default=None, repr=False, compare=False)
    """Read when a form asks for one."""

    def after(self, change: Change) -> "Desk":
        return replace(self, application=changed(self.application, change))

    @property
    def items(self) -> tuple[Item, ...]:
        """Chosen, in their order. An item the catalogue has lost meanwhile is left out."""
        known = {item.code: item for item in self.catalogue.items}
        return tuple(known[code] for code in self.application.codes if code in known)

    @property
    def fields(self) -> tuple[JointField, ...]:
        return joint_fields(self.items)

    @property
    def lines(self) -> tuple[ChecklistLine, ...]:
        chosen = {item.code: item.scenarios for item in self.application.items}
        lines = checklist({item.code: materials_for(item, chosen[item.code]) for item in self.items})
        to_sign = {item.code for item in self.items if item.signed}
        return tuple(
            replace(line, signed_on=line.source == "form" and any(use.item_code in to_sign for use in line.uses))
            for line in lines
        )

    @property
    def paper_lines(self) -> tuple[ChecklistLine, ...]:
        """What may be signed on the pad as well comes last: few people bring it on paper."""
        return tuple(sorted((line for line in self.lines if line.takes_pages), key=lambda line: line.signed_on))

    def as_handed_in(self, pages: Iterable[Page]) -> tuple[Page, ...]:
        """In the tone of their material (colour, grey, black and white) where the clerk chose none."""
        tones = {line.id: line.tone for line in self.lines if line.tone != "as_scanned"}
        return tuple(
            _toned(page, tones[page.line]) if page.tone == "as_scanned" and page.line in tones else page
            for page in pages
        )

    def theme_of(self, code: str) -> str:
        """The theme (一件事) that is chosen with all its items, ``code`` among them; empty: none."""
        chosen = set(self.application.codes)
        whole = (theme for theme in self.catalogue.whole_themes() if code in theme.members)
        return next((theme.code for theme in whole if chosen.issuperset(theme.members)), "")

    def earlier_of(self, code: str) -> EarlierHandIn | None:
        """The latest of this item."""
        return next((one for one in self.earlier if one.item_code == code), None)

    @property
    def repeats(self) -> bool:
        """Something of this was handed in here lately."""
        return any(self.earlier_of(code) for code in self.application.codes)

    def form_problems(self) -> Mapping[str, Text]:
        """By key."""
        values = self.application.values
        found = {joint.key: self._problem(joint.field, values.get(joint.key, "")) for joint in self.fields}
        return {key: problem for key, problem in found.items() if problem is not None}

    def _problem(self, asked: FormField, value: str) -> Text | None:
        problem = check_field(asked, value, self.today)
        if problem is None and asked.kind == "place" and self.places is not None:
            return check_place(asked, value, self.places())
        return problem

    def missing(self) -> tuple[ChecklistLine, ...]:
        """Lines that need paper and have none: required ones, and those that may follow (容缺)."""
        counts = self.application.papers.pile.counts()
        wanted = (line for line in self.lines if line.to_scan and line.necessity in ("required", "tolerable"))
        return tuple(line for line in wanted if not counts.get(line.id))

    def unfiled(self) -> int:
        """Pages that no line of the checklist takes."""
        known = {line.id for line in self.paper_lines}
        return sum(count for line, count in self.application.papers.pile.counts().items() if line not in known)

    def unsigned(self) -> tuple[Item, ...]:
        """Items that ask for a signature by hand and have none, neither on the pad nor on paper."""
        counts = self.application.papers.pile.counts()
        paged = {(use.item_code, use.id) for line in self.lines if counts.get(line.id) for use in line.uses}
        by_hand = self.application.signature is not None
        return tuple(
            item for item in self.items
            if not is_signed(item, by_hand=by_hand, paged={name for code, name in paged if code == item.code})
        )  # fmt: skip

    def open_questions(self) -> tuple[Item, ...]:
        """Items whose scenario (情形) is not answered yet."""
        chosen = {item.code: item.scenarios for item in self.application.items}
        return tuple(item for item in self.items if not is_complete(item, chosen[item.code]))


@lru_cache(maxsize=2048)
def _toned(page: Page, tone: Tone) -> Page:
    """The same object each time, so that whoever compares pages sees at once that nothing changed."""
    return replace(page, tone=tone)
