"""``./run bench window_kills --times 500``: a clerk's day at the real window, killed with SIGKILL again and again.

The line is cut and comes back while the clerk works; the window is now a hall's, now a township station's; what waits
goes out on a stick, and the receipts come back on it. After each kill the disk is asked for what the screen had shown:
the draft must pass through exactly that state, every page of it must open, every number that was shown must be in the
queue, what was shown as delivered must be so, and what was shown as exported must lie whole on the stick. In the end
everything is delivered, and the platform must hold each case once. ``--totals FILE`` adds up over runs.
"""

import ctypes
import json
import os
import random
import signal
import sys
import tempfile
import threading
from collections import Counter
from collections.abc import Callable
from dataclasses import astuple
from datetime import date
from pathlib import Path
from typing import Any

from benchmarks import clerks_day
from benchmarks.report import Report
from benchmarks.window_site import CLERK, Site
from benchmarks.window_stick import Stick
from demo.waiting import TookTooLong, until
from offline_queue.projection import Projection
from offline_queue.shop import Shop, ShopShelf
from window_client.draft.application import Application, changed
from window_client.draft.records import from_record
from window_client.journeys.counter.flow.desk import Desk
from window_client.shell.draft_vault import DraftVault

USUAL = 25
COUNTED = ("kills", "cases", "pages", "lost", "twice")
_PATIENCE = 600.0
_PR_SET_PDEATHSIG = 1
_LONGEST_LIFE = 60
"""Promises; a person takes about a hundred, over several lives."""
_IN_BETWEEN = 0.15
"""Seconds, at most, from a promise to the kill."""
_CUT = 0.5
"""Chance of a life whose line changes: cut if it was there, back if it was cut."""
_CARRIED = 0.5
"""Chance that the stick has been at the neighbour's before the next life."""


def run(times: int = USUAL, totals: Path | None = None) -> Report:
    past = json.loads(totals.read_text("utf-8")) if totals is not None and totals.exists() else {}
    with tempfile.TemporaryDirectory(prefix="ow") as name, Site(Path(name)) as site:
        day = Day(site, random.Random())
        for _ in range(times):
            day.kill_once()
        day.end()
    if day.troubles:
        raise RuntimeError("\n".join(day.troubles[:20]))
    figures = {key: past.get(key, 0.0) + day.counts[key] for key in sorted({*past, *COUNTED, *day.counts})}
    if totals is not None:
        totals.write_text(json.dumps(figures), "utf-8")
    return Report("window_kills", figures, {}, {})


class Day:
    """``counts``: kills, kills by the screen they met, cases and pages; ``troubles``: faults in words."""

    def __init__(self, site: Site, chance: random.Random) -> None:
        self._site, self._chance = site, chance
        self._vault = DraftVault(site.station)
        self._shelf = ShopShelf(site.station)
        self._marks = site.folder / "marks"
        self._stick = Stick(site.stick_folder, site.neighbour)
        self._numbers: set[str] = set()
        self._delivered: set[str] = set()
        """Submissions shown as delivered."""
        self._is_up = True
        self.counts: Counter[str] = Counter()
        self.troubles: list[str] = []

    def kill_once(self) -> None:
        wanted = self._chance.randrange(_LONGEST_LIFE)
        turns_at = self._chance.randrange(_LONGEST_LIFE) if self._chance.random() < _CUT else _LONGEST_LIFE
        child = self._begin(last=False)
        if turns_at < wanted:
            self._until(turns_at, child)
            self._turn_line(up=not self._is_up)
        self._until(wanted, child)
        threading.Event().wait(self._chance.uniform(0, _IN_BETWEEN))
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        self._check(self._promises())
        if self._chance.random() < _CARRIED:
            self._stick.carry()

    def end(self) -> None:
        """The last person in peace and with a line; then everything is delivered."""
        self._turn_line(up=True)
        child = self._begin(last=True)
        self._wait("the clerk goes home", lambda: os.waitpid(child, os.WNOHANG)[0] == child, child)
        self._take_numbers(self._promises())
        entries = {entry.temporary_no for entry in self._entries()}
        self.troubles += [f"twice: {number} was never shown" for number in entries - self._numbers]
        self.counts["twice"] += len(entries - self._numbers)
        self.counts["cases"] += len(entries)
        self.counts += self._stick.counts
        until("all is delivered", lambda: all(one.state == "confirmed" for one in self._entries()), _PATIENCE)
        if (held := self._site.cases_on_the_platform()) != len(entries):
            self.troubles.append(f"the platform holds {held} cases of {len(entries)}")

    def _turn_line(self, *, up: bool) -> None:
        self.counts["cuts"] += self._is_up and not up
        self._is_up = up
        self._site.set_line(up=up)

    def _until(self, wanted: int, child: int) -> None:
        def got_on() -> bool:
            promises = self._promises()
            if not self._is_up and promises and promises[-1]["state"] == "Unreachable":
                # Killed before this clerk's first lease was on the disk: nobody comes in until there is a line.
                self._turn_line(up=True)
            return len(promises) >= wanted

        self._wait("the clerk gets on", got_on, child)

    def _wait(self, what: str, done: Callable[[], bool], child: int) -> None:
        """Raises ``TookTooLong`` with the screen the clerk is stuck at."""
        try:
            until(what, done, _PATIENCE)
        except TookTooLong as error:
            os.kill(child, signal.SIGKILL)
            at = (self._promises() or [{}])[-1]
            raise TookTooLong(f"{error}: {at.get('screen')} {at.get('state')} {at.get('trouble')}") from error

    def _begin(self, *, last: bool) -> int:
        """A fork before any thread: the imports are paid once."""
        self._marks.write_bytes(b"")
        seed = self._chance.randrange(1 << 30)
        child = os.fork()
        if child == 0:
            code = 1
            try:
                ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
                marks = os.open(self._marks, os.O_WRONLY | os.O_APPEND)
                clerks_day.live(self._site, marks, seed, last=last)
                code = 0
            finally:
                os._exit(code)
        return child

    def _promises(self) -> list[dict[str, Any]]:
        """Whole lines; the one in flight does not count."""
        return [json.loads(line) for line in self._marks.read_text().rpartition("\n")[0].splitlines()]

    def _take_numbers(self, promises: list[dict[str, Any]]) -> None:
        self._numbers.update(number for one in promises for number in one.get("numbers", ()))
        self._delivered.update(name for one in promises for name in one.get("delivered", ()))

    def _check(self, promises: list[dict[str, Any]]) -> None:
        shown = promises[-1] if promises else {"screen": "", "state": ""}
        self.counts["kills"] += 1
        self.counts[f"kills_in_{_where(shown)}"] += 1
        self.counts["kills_without_line"] += not self._is_up
        self._take_numbers(promises)
        entries = self._entries()
        self._lost(f"case {number}" for number in self._numbers - {entry.temporary_no for entry in entries})
        confirmed = {entry.submission_id for entry in entries if entry.state == "confirmed"}
        self._lost(f"delivery of {name}" for name in self._delivered - confirmed)
        self._lost(self._stick.faults(promises))
        draft = next((one for one in self._vault.drafts(CLERK) if not one.application.parked), None)
        self._lost(
            f"picture {page.image}"
            for page in (draft.application.papers.pile.pages if draft else ())
            if self._vault.picture(draft.application.draft_id, page.image) is None
        )
        self.counts["pages"] += len(draft.application.papers.pile.pages) if draft else 0
        if shown["screen"] == "counter" and not self._handed_in(shown):
            passed = self._passed(draft.application.draft_id) if draft else [Application("")]
            desks = (Desk(one, self._shop().catalogue, date.min) for one in passed)
            self._lost(() if any(fits(one, shown) for one in desks) else (f"what {shown['state']} showed",))

    def _handed_in(self, shown: dict[str, Any]) -> bool:
        """The numbers are in the queue: the draft may be gone."""
        return bool(shown.get("numbers"))

    def _lost(self, what: Any) -> None:
        for one in what:
            self.counts["lost"] += 1
            self.troubles.append(f"lost: {one}")

    def _passed(self, draft_id: str) -> list[Application]:
        """Every state of the draft by its journal."""
        states = [Application("")]
        for record in self._vault.journal(CLERK, draft_id).read():
            change = from_record(record)
            if change is not None:
                states.append(changed(states[-1], change))
        return states

    def _shop(self) -> Shop:
        shop = self._shelf.shop()
        if shop is None:
            raise RuntimeError("no catalogue")
        return shop

    def _entries(self) -> tuple[Any, ...]:
        projection = Projection.open(self._site.station)
        try:
            return projection.entries()
        finally:
            projection.close()


def _where(shown: dict[str, Any]) -> str:
    return (shown["state"] if shown["screen"] == "counter" else shown["screen"]).lower() or "start"


def fits(desk: Desk, shown: dict[str, Any]) -> bool:
    """Whether a draft is what the screen showed, page by page and key by key."""
    application = desk.application
    pages = [list(astuple(page)) for page in desk.as_handed_in(application.papers.pile.pages)]
    return (
        ("items" not in shown or list(application.codes) == shown["items"])
        and all(application.values.get(key, "") == value for key, value in shown.get("values", {}).items())
        and ("pages" not in shown or json.loads(json.dumps(pages)) == shown["pages"])
    )


def main() -> None:
    print(run(int(sys.argv[1]) if len(sys.argv) > 1 else USUAL).as_table())


if __name__ == "__main__":
    main()
