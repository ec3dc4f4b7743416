"""The platform's keys change while hand-ins wait."""

import contextlib
import json
from pathlib import Path

import pyrage
import pytest
from delivery_kit import Platform, Site, entry_state, page, until

from domain.clock import SystemClock, SystemIds
from domain.contract.submission import SubmissionManifest
from domain.failures import FailureCode
from offline_queue import entries
from offline_queue.projection import Projection
from offline_queue.store import Store


@pytest.fixture
def town(tmp_path: Path):
    platform = Platform(tmp_path / "platform")
    site = Site(tmp_path, platform)
    yield site
    site.close()
    platform.stop()


def manifest(site: Site, submission_id: str) -> SubmissionManifest:
    with contextlib.closing(Store.open(site.station.database)) as store, store.reading() as transaction:
        return entries.manifest_of(transaction, submission_id)


def test_hand_ins_sealed_before_and_after_every_key_was_changed_all_arrive(town):
    before = town.hand_in(pages=1, size=30_000).submission_id
    safe = pyrage.x25519.Identity.generate()
    town.platform.ask("rotate", "sealing")
    town.platform.ask("rotate", "signing")
    town.platform.ask("escrow", safe.to_public())
    town.platform.restart()
    agent = town.agent()
    try:
        until(lambda: entry_state(town.station, before) == "confirmed")
        assert town.station.enrolment().key_issue > 1
        after = town.hand_in(pages=1, size=30_000).submission_id
        until(lambda: entry_state(town.station, after) == "confirmed")
    finally:
        assert agent.stop() == 0
    old, new = manifest(town, before).key_ids, manifest(town, after).key_ids
    assert len(old) == 1
    assert set(old).isdisjoint(new)
    assert len(new) == 2


def test_the_key_in_the_safe_opens_a_page_the_platform_never_got(town):
    """Captured by a process that began before that key was made, as a window does that runs for days."""
    safe = pyrage.x25519.Identity.generate()
    plain, known = page(1, 30_000), town.station.enrolment().key_issue
    with town.outbox() as outbox:
        town.platform.ask("escrow", safe.to_public())
        town.platform.restart()
        agent = town.agent()
        try:
            until(lambda: town.station.enrolment().key_issue > known)
        finally:
            agent.stop()
        kept = outbox.keep_page(SystemIds(SystemClock()).new_id(), plain)
    sealed = (town.station.pages / f"{kept.sealed_digest}.age").read_bytes()
    assert pyrage.decrypt(sealed, [safe]) == plain.data


def test_a_suite_the_platform_has_not_learnt_keeps_the_hand_in_in_front_of_a_person(town):
    case = town.hand_in(pages=1, size=30_000).submission_id
    with contextlib.closing(Store.open(town.station.database)) as store, store.transaction() as transaction:
        text = entries.manifest_of(transaction, case).model_copy(update={"suite": "gm-v1"}).model_dump_json()
        transaction.change("UPDATE entry SET manifest = ? WHERE submission_id = ?", text, case)
    agent = town.agent()
    try:
        until(lambda: entry_state(town.station, case) == "needs_attention")
    finally:
        agent.stop()
    with contextlib.closing(Projection.open(town.station)) as projection:
        assert projection.entries()[0].cause is FailureCode.SEALING_SUITE_UNKNOWN
    assert len(town.files()) == 1
    assert json.loads(town.platform.ask("status"))["cases"] == 0
