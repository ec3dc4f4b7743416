"""What lies begun on this window's disk, told without opening it. Any thread, one at a time."""

from datetime import UTC, date, datetime

from domain.catalogue.model import Catalogue
from domain.clock import CHINA, Clock
from domain.text import Text, text
from offline_queue.shop import ShopShelf
from window_client.draft.application import Application
from window_client.journeys.counter.flow.desk import Desk
from window_client.journeys.in_hand.flow import Draft
from window_client.shell.draft_owners import Owner
from window_client.shell.draft_vault import DraftVault, Recalled

_NAMED = 3
"""Missing papers told by name; more are counted."""


class WorkShelf:
    def __init__(self, vault: DraftVault, shelf: ShopShelf, clock: Clock) -> None:
        self._vault = vault
        self._shelf = shelf
        self._clock = clock

    def drafts(self, username: str) -> tuple[Draft, ...]:
        """Their own first, then colleagues', each the latest first. Raises ``Failure``."""
        shop = self._shelf.shop()
        today = self._clock.now().astimezone(CHINA).date()
        found = [_draft(owner, one, username, shop.catalogue if shop else None, today)
                 for owner, one in self._vault.of_everybody() if not one.application.is_empty]  # fmt: skip
        return tuple(sorted(found, key=lambda draft: not draft.is_mine))

    def take(self, draft_id: str, owner: Owner) -> bool:
        """It is ``owner``'s from here on. ``False``: it is gone. Raises STORE_*."""
        return self._vault.take_over(draft_id, owner)


def _draft(owner: Owner, recalled: Recalled, username: str, catalogue: Catalogue | None, today: date) -> Draft:
    application = recalled.application
    names = {item.code: item.name for item in catalogue.items} if catalogue else {}
    return Draft(
        id=application.draft_id,
        clerk=owner.name,
        is_mine=owner.username == username,
        applicant=application.applicant.name if application.applicant else "",
        items=tuple(names.get(code, code) for code in application.codes),
        pages=sum(application.papers.pile.counts().values()),
        begun_at=_moment_of(application.draft_id),
        changed_at=datetime.fromtimestamp(recalled.changed_at, UTC),
        missing=missing(application, catalogue, today) if catalogue else (),
    )


def missing(application: Application, catalogue: Catalogue, today: date) -> tuple[Text, ...]:
    desk = Desk(application, catalogue, today)
    required = [line.name for line in desk.missing() if line.necessity == "required"]
    problems = desk.form_problems()
    words = (
        (application.applicant is None, text("window_in_hand.no_person")),
        (not desk.items, text("window_in_hand.no_items")),
        (bool(desk.open_questions()), text("window_in_hand.questions", n=len(desk.open_questions()))),
        (bool(problems), text("window_in_hand.form", n=len(problems))),
        (0 < len(required) <= _NAMED, text("window_in_hand.papers", names="、".join(required))),
        (len(required) > _NAMED, text("window_in_hand.many_papers", names="、".join(required[:_NAMED]),
                                      n=len(required))),
        (desk.unfiled() > 0, text("window_in_hand.unfiled", n=desk.unfiled())),
    )  # fmt: skip
    return tuple(said for holds, said in words if holds)


def _moment_of(draft_id: str) -> datetime:
    """The first 48 bits of a UUIDv7 (RFC 9562) are its milliseconds since the epoch."""
    return datetime.fromtimestamp(int(draft_id.replace("-", "")[:12], 16) / 1000, UTC)
