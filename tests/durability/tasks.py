"""What the child processes of the harness do: a visit, an older program, an agent, a platform. All of it is the
product's own code; a child may first be given one planted bug.

A child says what it promised as lines on its standard output, each with one system call.
"""

import contextlib
import hashlib
import os
import random
import sqlite3
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from acceptance_platform.composition import Platform
from acceptance_platform.server import serve
from acceptance_platform.sources import Sources
from domain.case.numbering import temporary_number
from domain.clock import CHINA, SystemClock, SystemIds
from domain.contract.submission import Applicant
from domain.failures import Failure
from offline_queue import agent as agent_module
from offline_queue import (
    connectivity,
    draft_push,
    holdback,
    lane,
    pace,
    platform_watch,
    retry_policy,
    schema,
    sync_loop,
    uploads,
)
from offline_queue.draft_keeper import UnfinishedCase
from offline_queue.draft_rows import DraftRow
from offline_queue.hand_in import HandInMoment, as_sealed_objects, manifest_for, plain_form
from offline_queue.http_transport import Asked
from offline_queue.outbox import CaseDraft, KeptPage, NewPage, Outbox
from offline_queue.page_files import PageFiles
from offline_queue.sealing import Sealer
from offline_queue.station import Station
from offline_queue.store import Store
from tests.durability.planted_bugs import plant
from tests.durability.told_answers import telling

CLOCK = SystemClock()
IDS = SystemIds(CLOCK)
SILENCE = 0.5
"""Seconds without a byte after which a line counts as broken."""
SHORT_WAIT = 0.1
"""Seconds in the place of what the platform asks for, and of the rest after trouble with the disk."""
ITEM = "DEMO-016"
VERSIONS = "versions.txt"
"""In the state folder: version of the catalogue and of the item's form, so that no child has to read a catalogue."""

APPLICANT = Applicant(name="张三", id_kind="31", id_number="330203190001010013", mobile="13800000000")
CONFIDER = Applicant(name="钱甬江", id_kind="31", id_number="330203190001010013", mobile="13800000000")
ON_PAPER = "票据号码：0098123456"


def say(marks: int, *words: object) -> None:
    os.write(marks, (" ".join(map(str, words)) + "\n").encode())


def page(number: int, size: int = 1500) -> NewPage:
    """A JPEG by its first bytes."""
    data = b"\xff\xd8\xff\xe0" + random.randbytes(size)
    return NewPage(material_id="m1", page_no=number, media_type="image/jpeg", grade="B", data=data)


def draft_of(station: Station, case_id: str, pages: tuple[KeptPage, ...]) -> CaseDraft:
    catalogue_version, form_version = (station.root / VERSIONS).read_text().split()
    return CaseDraft(
        case_id=case_id, submission_id=case_id, kind="new", item_code=ITEM, catalogue_version=catalogue_version,
        form_version=form_version,
        applicant=APPLICANT,
        region="330203", fields={"mobile": "13800000000"}, sources={"mobile": "user"}, pages=pages,
        token=IDS.new_token(),
    )  # fmt: skip


def hand_in(marks: int, station: Station, outbox: Outbox, pages: int = 2, size: int = 1500) -> str:
    """One case; says every page that is kept and the case that is promised."""
    case_id = IDS.new_id()
    kept = tuple(keep(marks, outbox, case_id, number, size) for number in range(1, pages + 1))
    promise(marks, station, outbox, case_id, kept)
    return case_id


def promise(marks: int, station: Station, outbox: Outbox, case_id: str, kept: tuple[KeptPage, ...]) -> None:
    committed = outbox.commit(draft_of(station, case_id, kept))
    say(marks, "promised", case_id, committed.temporary_no, ",".join(one.sealed_digest for one in kept))


def keep(marks: int, outbox: Outbox, case_id: str, number: int, size: int = 1500) -> KeptPage:
    kept = outbox.keep_page(case_id, page(number, size))
    say(marks, "kept", case_id, kept.sealed_digest)
    return kept


def hand_in_of_first_version(station: Station, size: int) -> tuple[str, str, str]:
    """By the first released program: version 1 of the tables, frozen here as it wrote them. One page of so many bytes;
    answers submission, number and the page's digest."""
    files = PageFiles(station.pages, station.quarantine)
    files.prepare()
    line = sqlite3.connect(station.database, isolation_level=None)
    line.execute("PRAGMA journal_mode = WAL")
    line.execute("PRAGMA synchronous = FULL")
    line.execute("BEGIN IMMEDIATE")
    for statement in schema.STEPS[0](line):
        line.execute(statement)
    line.execute("PRAGMA user_version = 1")
    line.execute("COMMIT")
    sealer, case_id = Sealer(station.enrolment().recipients), IDS.new_id()
    plain = page(1, size).data
    (file,) = files.keep_all([lambda sink: sealer.seal_into(plain, sink)])
    digest = hashlib.sha256(plain).hexdigest()
    kept = KeptPage("m1", 1, "image/jpeg", "B", file.digest, digest, file.size, CLOCK.now())
    draft = draft_of(station, case_id, (kept,))
    (form,) = files.keep_all([lambda sink: sealer.seal_into(plain_form(draft, IDS.new_token()), sink)])
    objects = as_sealed_objects(((form.digest, form.size), (kept.sealed_digest, kept.size)))
    number = temporary_number("330281", "0001", CLOCK.now().astimezone(CHINA).date(), 900)
    moment = HandInMoment(station.enrolment(), CLOCK.now(), number, "unsynchronised")
    manifest = manifest_for(draft, objects, sealer, moment)
    line.execute("BEGIN IMMEDIATE")
    line.execute(
        "INSERT INTO entry (submission_id, case_id, kind, temporary_no, manifest, handed_in_at, pages, bytes_total,"
        " state, attempts, last_failure, next_try_at, official_no, acknowledgement, files_deleted)"
        " VALUES (?, ?, 'new', ?, ?, ?, 1, ?, 'waiting', 0, '', '', '', '', 0)",
        (case_id, case_id, number, manifest.model_dump_json(), manifest.handed_in_at.isoformat(), kept.size),
    )
    line.executemany(
        "INSERT INTO entry_object (digest, submission_id, position, size, sent) VALUES (?, ?, ?, ?, 0)",
        [(one.digest, case_id, at, one.size) for at, one in enumerate(objects)],
    )
    line.execute("COMMIT")
    line.close()
    return case_id, number, kept.sealed_digest


def older(marks: int, state: str, bug: str) -> None:
    """By the first released program."""
    plant(bug)
    say(marks, "promised", *hand_in_of_first_version(Station(Path(state)), 1500))


def unfinished(station: Station, case_id: str, pages: tuple[KeptPage, ...]) -> UnfinishedCase:
    catalogue_version, form_version = (station.root / VERSIONS).read_text().split()
    return UnfinishedCase(
        case_id=case_id, item_code=ITEM, catalogue_version=catalogue_version, form_version=form_version,
        applicant=APPLICANT,
        region="330203", fields={"mobile": "13800000000"}, sources={"mobile": "user"}, pages=pages, place="materials",
    )  # fmt: skip


def visit(marks: int, state: str, bug: str, cases: str) -> None:
    """Captures, drops, hands in, gives up: what a citizen does, several times."""
    plant(bug)
    station = Station(Path(state))
    with contextlib.closing(Outbox.open(station, CLOCK, IDS)) as outbox:
        for number in range(int(cases)):
            case_id = hand_in(marks, station, outbox, pages=1 + number % 2)
            outbox.receipt_given(case_id)
        given_up = IDS.new_id()
        first, second = (keep(marks, outbox, given_up, number) for number in (1, 2))
        say(marks, "dropping", first.sealed_digest)
        outbox.drop_page(given_up, first.sealed_digest)
        say(marks, "dropping", second.sealed_digest)
        outbox.discard(given_up)
        keep(marks, outbox, IDS.new_id(), 1)


def enqueue(marks: int, state: str, bug: str) -> None:
    """One case and nothing else: the life that is killed at every system call."""
    plant(bug)
    station = Station(Path(state))
    with contextlib.closing(Outbox.open(station, CLOCK, IDS)) as outbox:
        outbox.receipt_given(hand_in(marks, station, outbox))
    say(marks, "ended")


def pile(marks: int, state: str, bug: str) -> None:
    """One case whose pages are there together: several threads seal, write and sync them."""
    plant(bug)
    station, case_id = Station(Path(state)), IDS.new_id()
    with contextlib.closing(Outbox.open(station, CLOCK, IDS)) as outbox:
        try:
            kept = outbox.keep_pages(case_id, [page(number) for number in (1, 2, 3)])
            for one in kept:
                say(marks, "kept", case_id, one.sealed_digest)
            promise(marks, station, outbox, case_id, kept)
        except Failure as failure:
            say(marks, "refused", failure.code.value)
    say(marks, "ended")


def confiding(marks: int, state: str, home: str) -> None:
    """A visit with everything that is personal, in known words; what libraries leave behind lies under ``home``.
    Says the continue codes, which nobody but the citizen may learn."""
    for name in ("HOME", "TMPDIR", "XDG_CACHE_HOME", "XDG_RUNTIME_DIR"):
        os.environ[name] = home
    os.chdir(home)
    station, handed_in, given_up = Station(Path(state)), IDS.new_id(), IDS.new_id()
    with contextlib.closing(Outbox.open(station, CLOCK, IDS)) as outbox:
        for case_id in (given_up, handed_in):
            kept: tuple[KeptPage, ...] = ()
            for number in (1, 2):
                kept = (*kept, outbox.keep_page(case_id, confided(page(number))))
                code = outbox.drafts.save(replace(unfinished(station, case_id, kept), applicant=CONFIDER))
                say(marks, "code", code)
        outbox.drop_page(given_up, kept[0].sealed_digest)
        outbox.discard(given_up)
        committed = outbox.commit(replace(draft_of(station, handed_in, kept), applicant=CONFIDER))
        say(marks, "promised", handed_in, committed.temporary_no, ",".join(one.sealed_digest for one in kept))
        outbox.receipt_given(handed_in)


def confided(plain: NewPage) -> NewPage:
    return replace(plain, data=plain.data + ON_PAPER.encode("gb18030") + ON_PAPER.encode())


class LosingClock:
    """Loses a year whenever it is asked for the day after :meth:`lose`."""

    def __init__(self) -> None:
        self._lost = timedelta()

    def lose(self) -> None:
        self._lost += timedelta(days=366)

    def now(self) -> datetime:
        return CLOCK.now() - self._lost

    def monotonic(self) -> float:
        return CLOCK.monotonic()


class LaterClock:
    """Some hours on."""

    def __init__(self, hours: int) -> None:
        self._ahead = timedelta(hours=hours)

    def now(self) -> datetime:
        return CLOCK.now() + self._ahead

    def monotonic(self) -> float:
        return CLOCK.monotonic()


def several(marks: int, state: str, bug: str, cases: str, backwards: str) -> None:
    """Small cases, one after the other, each a little larger than the one before: where the smaller goes first, the
    order stays the same."""
    plant(bug)
    station, clock = Station(Path(state)), LosingClock()
    with contextlib.closing(Outbox.open(station, clock, IDS)) as outbox:
        for number in range(int(cases)):
            outbox.receipt_given(hand_in(marks, station, outbox, pages=1, size=1500 + 64 * number))
            if backwards:
                clock.lose()


def stubborn(marks: int, state: str, bug: str) -> None:
    """One case on a disk that refuses something: tries again until it is promised."""
    plant(bug)
    for _ in range(4):
        try:
            enqueue(marks, state, "")
        except Failure as failure:
            say(marks, "refused", failure.code.value)
        else:
            return


def beside(marks: int, state: str, bug: str) -> None:
    """The same while an agent has the database open: no connection of the visit's is the last, and its log goes on."""
    with contextlib.ExitStack() as stack:
        try:
            stack.enter_context(contextlib.closing(Store.open(Station(Path(state)).database)))
        except Failure as failure:
            say(marks, "refused", failure.code.value)
        stubborn(marks, state, bug)


def agent(marks: int, state: str, url: str, bug: str, way: str) -> None:
    """The real one until SIGTERM, in small pieces, so that uploads have a middle, and with short waits.
    ``way``: ``pieces`` sends even small hand-ins by tus; ``patient`` waits for an answer as long as the product does,
    where a busy machine must not be taken for a line that is dead."""
    if way == "pieces":
        vars(agent_module)["SMALL_BYTES"] = vars(uploads)["LARGEST_IN_PACKET"] = 0
    pace.FIRST_PIECE, pace.SMALLEST_PIECE, pace.LARGEST_PIECE = 1024, 512, 1024
    connectivity.IDLE_SECONDS, draft_push.LOOK_SECONDS = 0.5, 0.05
    if way != "patient":
        connectivity.PATIENCE_SECONDS = agent_module.UPLOAD_SECONDS = SILENCE
        lane.PATIENCE_SECONDS = 0.2
    vars(agent_module)["LONGEST_WAIT"] = vars(sync_loop)["_TROUBLE_SECONDS"] = SHORT_WAIT
    wished = holdback.retry_after
    vars(holdback)["retry_after"] = lambda answer: min(wished(answer), SHORT_WAIT)
    vars(sync_loop)["_LOOK_SECONDS"] = 0.01
    patient = retry_policy.Backoff.wait

    def hasty(self: retry_policy.Backoff, *arguments: Any, **more: Any) -> float:
        return min(patient(self, *arguments, **more) * 0.02, SHORT_WAIT)

    retry_policy.Backoff.wait = hasty  # type: ignore[method-assign]
    arrived = draft_push.DraftPush._arrived

    def arrived_and_told(self: draft_push.DraftPush, row: DraftRow) -> None:
        """What the platform said to hold whole, and nobody is at, may go from here."""
        if row.parsed().at_rest:
            say(marks, "undrafting", row.case_id)
            for one in row.parsed().pages:
                say(marks, "dropping", one.digest)
        arrived(self, row)

    setattr(draft_push.DraftPush, "_arrived", arrived_and_told)  # noqa: B010 - mypy minds an assignment
    renew = platform_watch.refresh_keys

    def renewed_and_told(transport: Asked, station: Station) -> bool:
        """Whose keys a station has said to know, it must know after any cut."""
        renewed = renew(transport, station)
        say(marks, "keyed", station.enrolment().key_issue)
        return renewed

    vars(platform_watch)["refresh_keys"] = renewed_and_told
    plant(bug)
    agent_module.run_agent(Station(Path(state)), url, CLOCK)


def platform(marks: int, data: str, port: str, bug: str, hours: str) -> None:
    """The real one behind TLS; says what it is about to answer, before it does."""
    plant(bug)
    with Platform(Path(data)) as running:
        running.sources = Sources(LaterClock(int(hours)), IDS)
        app = telling(running.app(), lambda words: say(marks, words))
        serve(app, running.folder, "127.0.0.1", int(port), lambda bound: say(marks, "ready", bound))


TASKS: dict[str, Callable[..., None]] = {
    "older": older, "visit": visit, "enqueue": enqueue, "pile": pile, "several": several, "stubborn": stubborn,
    "beside": beside, "confiding": confiding, "agent": agent, "platform": platform,
}  # fmt: skip
