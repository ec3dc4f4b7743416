import contextlib
import json
import uuid
from datetime import UTC, datetime, timedelta

import pyrage
import pytest
from queue_kit import ID_NUMBER, NAME, draft_of, hand_in, manifest_in, new_page

from domain.case.numbering import is_temporary_number
from domain.clock import SystemIds
from domain.contract.submission import SealedForm
from domain.failures import Failure, FailureCode
from offline_queue import drafts
from offline_queue.outbox import Outbox
from offline_queue.packets import whole_object
from offline_queue.page_files import PageFiles
from offline_queue.queue_objects import QueueObjects
from offline_queue.store import Store


def test_a_kept_page_is_sealed_and_its_plain_digest_told(outbox, station, keys):
    kept = outbox.keep_page(str(uuid.uuid4()), new_page(data=b"plain bytes"))
    sealed = (station.pages / f"{kept.sealed_digest}.age").read_bytes()
    assert len(sealed) == kept.size
    assert pyrage.decrypt(sealed, [keys.identity]) == b"plain bytes"


def test_pages_that_come_together_are_kept_like_pages_that_come_one_by_one(outbox, station, keys):
    kept = outbox.keep_pages(str(uuid.uuid4()), [new_page(at, f"page {at}".encode()) for at in (1, 2, 3)])
    for number, page in enumerate(kept, start=1):
        sealed = (station.pages / f"{page.sealed_digest}.age").read_bytes()
        assert pyrage.decrypt(sealed, [keys.identity]) == f"page {number}".encode()
    assert len(list(station.pages.iterdir())) == 3


def test_a_committed_case_has_a_number_and_a_manifest_of_every_object(outbox, store, keys, station):
    case_id = hand_in(outbox, pages=3)
    manifest = manifest_in(store, case_id)
    assert is_temporary_number(manifest.temporary_no)
    assert [item.role for item in manifest.objects] == ["form", "page", "page", "page"]
    sealed = whole_object(QueueObjects(store, PageFiles(station.pages, station.quarantine)), manifest.objects[0].digest)
    form = SealedForm.model_validate_json(pyrage.decrypt(sealed, [keys.identity]))
    assert form.applicant.id_number == ID_NUMBER
    assert [page.sealed_digest for page in form.pages] == [item.digest for item in manifest.objects[1:]]


def test_numbers_of_one_day_count_up_and_never_repeat(outbox, store):
    numbers = [manifest_in(store, hand_in(outbox, pages=1)).temporary_no for _ in range(3)]
    first = int(numbers[0][17:21])
    assert [int(number[17:21]) for number in numbers] == [first, first + 1, first + 2]


def test_a_day_begins_with_one_and_a_database_made_anew_above_what_the_lost_one_gave(station, outbox, store, clock):
    """Its receipts are in people's hands."""

    def given(from_outbox, from_store):
        return manifest_in(from_store, hand_in(from_outbox, pages=1)).temporary_no

    given(outbox, store)
    clock.wall += timedelta(days=1)
    before = [given(outbox, store) for _ in range(3)]
    assert [number[17:21] for number in before] == ["0001", "0002", "0003"]
    outbox.close()
    store.close()
    for path in station.queue.glob("queue.db*"):
        path.rename(station.quarantine / path.name)
    clock.wall += timedelta(minutes=1)
    with (
        contextlib.closing(Outbox.open(station, clock, SystemIds(clock))) as anew,
        contextlib.closing(Store.open(station.database)) as other,
    ):
        assert given(anew, other) not in before


def test_the_same_submission_again_answers_the_first_commit(outbox, store):
    case_id = str(uuid.uuid4())
    draft = draft_of(case_id, (outbox.keep_page(case_id, new_page()),))
    first = outbox.commit(draft)
    assert outbox.commit(draft) == first
    with store.reading() as transaction:
        assert transaction.row("SELECT COUNT(*) AS n FROM entry") == {"n": 1}


def test_a_correction_has_no_temporary_number(outbox):
    case_id, correction_id = str(uuid.uuid4()), str(uuid.uuid4())
    kept = outbox.keep_page(case_id, new_page())
    committed = outbox.commit(draft_of(case_id, (kept,), "correction", correction_id))
    assert committed.temporary_no == ""
    assert committed.submission_id == correction_id


def test_a_page_that_is_gone_refuses_the_commit_and_promises_nothing(outbox, station, store):
    case_id = str(uuid.uuid4())
    kept = outbox.keep_page(case_id, new_page())
    (station.pages / f"{kept.sealed_digest}.age").unlink()
    with pytest.raises(Failure) as refused:
        outbox.commit(draft_of(case_id, (kept,)))
    assert refused.value.code is FailureCode.STORE_PAGE_MISSING
    with store.reading() as transaction:
        assert transaction.row("SELECT COUNT(*) AS n FROM entry") == {"n": 0}


def test_discarding_a_draft_leaves_no_file_and_no_row(outbox, station, store):
    case_id = str(uuid.uuid4())
    outbox.keep_page(case_id, new_page(1))
    dropped = outbox.keep_page(case_id, new_page(2, b"other"))
    outbox.drop_page(case_id, dropped.sealed_digest)
    outbox.discard(case_id)
    assert list(station.pages.iterdir()) == []
    with store.reading() as transaction:
        assert drafts.all_pages(transaction) == ()


def test_what_was_handed_in_cannot_be_dropped(outbox, station):
    case_id = str(uuid.uuid4())
    kept = outbox.keep_page(case_id, new_page())
    outbox.commit(draft_of(case_id, (kept,)))
    outbox.drop_page(case_id, kept.sealed_digest)
    outbox.discard(case_id)
    assert (station.pages / f"{kept.sealed_digest}.age").exists()


def test_a_clock_that_lost_its_time_is_said_so(outbox, store, clock):
    clock.wall = datetime(1970, 1, 1, 8, tzinfo=UTC)
    assert manifest_in(store, hand_in(outbox, pages=1)).clock_confidence == "implausible"


def test_no_plain_text_is_anywhere_in_the_state_folder(outbox, station):
    case_id = str(uuid.uuid4())
    canary = f"{NAME} {ID_NUMBER}"
    data = b"\xff\xd8" + canary.encode() + canary.encode("utf-16-le") + canary.encode("gb18030")
    kept = outbox.keep_page(case_id, new_page(data=data))
    outbox.commit(draft_of(case_id, (kept,)))
    needles = [word.encode(code) for word in (NAME, ID_NUMBER) for code in ("utf-8", "utf-16-le", "gb18030")]
    files = [path for path in station.root.rglob("*") if path.is_file()]
    assert len(files) >= 4
    assert [path.name for path in files for needle in needles if needle in path.read_bytes()] == []


def test_nothing_of_the_person_is_in_a_repr_or_in_an_error(outbox):
    case_id = str(uuid.uuid4())
    draft = draft_of(case_id, (outbox.keep_page(case_id, new_page()),))
    assert NAME not in repr(draft)
    assert ID_NUMBER not in repr(draft)
    broken = json.loads(json.dumps({"name": NAME * 100, "id_kind": "31", "id_number": ID_NUMBER}))
    object.__setattr__(draft, "applicant", draft.applicant.model_construct(**broken))
    with pytest.raises(ValueError, match="applicant") as refused:
        outbox.commit(draft)
    assert NAME not in str(refused.value)


def test_without_an_enrolment_there_is_no_outbox(tmp_path, clock):
    from offline_queue.station import Station

    with pytest.raises(Failure) as refused:
        Outbox.open(Station(tmp_path / "empty"), clock, SystemIds(clock))
    assert refused.value.code is FailureCode.DEVICE_NOT_ENROLLED
    assert not (tmp_path / "empty").exists()


def test_a_receipt_is_owed_from_the_commit_until_it_is_given(outbox, station):
    case_id = str(uuid.uuid4())
    committed = outbox.commit(draft_of(case_id, (outbox.keep_page(case_id, new_page()),)))
    again = Outbox.open(station, outbox._clock, outbox._ids)
    (owed,) = again.owed_receipts()
    assert (owed.case_id, owed.temporary_no, owed.pages) == (case_id, committed.temporary_no, 1)
    assert owed.handed_in_at == committed.handed_in_at
    assert owed.token not in repr(owed)
    again.receipt_given(case_id)
    again.receipt_given(case_id)
    assert outbox.owed_receipts() == ()
    again.close()
