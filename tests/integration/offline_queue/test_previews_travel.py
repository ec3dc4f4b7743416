"""From capture to the department's eye: previews made here are what the window sees there, pages follow."""

import contextlib
import io
from collections.abc import Callable, Sequence
from functools import partial

from delivery_kit import Site, entry_state, until
from PIL import Image

from domain.clock import SystemClock, SystemIds
from domain.contract.submission import UploadState
from offline_queue import entries
from offline_queue.delivery import Delivery, Postponed
from offline_queue.http_transport import Transport
from offline_queue.outbox import NewPage
from offline_queue.pace import Pace
from offline_queue.page_files import PageFiles
from offline_queue.queue_objects import QueueObjects
from offline_queue.store import Store
from offline_queue.uploads import Stopped, Uploader, UploadResult


def drawn(number: int) -> NewPage:
    data = io.BytesIO()
    Image.effect_noise((900, 1200), 80.0 + number).save(data, "JPEG")
    return NewPage(material_id="m1", page_no=number, media_type="image/jpeg", grade="B", data=data.getvalue())


def deliver_until_pages(site: Site, submission_id: str) -> list[int]:
    """As the agent does, but told to end when the pages are due; how many objects each call had."""
    station, calls = site.station, []
    with (
        contextlib.closing(Store.open(station.database)) as store,
        contextlib.closing(Transport.for_station(station, site.line.url, 10)) as transport,
    ):
        sealed = QueueObjects(store, PageFiles(station.pages, station.quarantine))
        with store.reading() as transaction:
            manifest = entries.manifest_of(transaction, submission_id)
        uploader = Uploader(transport, sealed, SystemClock(), Pace(), lambda: False)

        def send_all(uploads: Sequence[UploadState], _settled: Callable[[], bool]) -> Sequence[UploadResult]:
            calls.append(len(uploads))
            return uploader.send_many(uploads, lambda *_: None) if len(calls) == 1 else [Stopped()]

        keys = station.enrolment().verification_keys
        assert isinstance(Delivery(manifest, transport, keys).run(send_all), Postponed)
    return calls


def test_a_department_sees_previews_while_pages_travel_and_the_pages_when_they_are_there(site, tmp_path):
    pages = [drawn(1), drawn(2)]
    case_id = SystemIds(SystemClock()).new_id()
    with site.outbox() as outbox:
        kept = outbox.keep_pages(case_id, pages)
        outbox.commit(site.draft(case_id, kept))
    window = site.window(tmp_path / "window")
    assert deliver_until_pages(site, case_id) == [2, 2]
    with contextlib.closing(window):
        session = window.login("li", "a pass phrase").token
        file = window.case_file(session, case_id)
        assert (file.item.is_travelling, file.item.pages_to_come, file.actions) == (True, 2, ())
        for page, new in zip(kept, pages, strict=True):
            seen = Image.open(io.BytesIO(window.preview(session, case_id, page.plain_digest)))
            whole = Image.open(io.BytesIO(new.data))
            assert seen.width / seen.height == whole.width / whole.height
            assert max(seen.size) == 640
        agent = site.agent()
        try:
            until(partial(is_confirmed, site, case_id))
        finally:
            agent.stop()
        file = window.case_file(session, case_id)
        assert not file.item.is_travelling
        assert "accept" in file.actions
        assert window.page(session, case_id, kept[1].plain_digest) == pages[1].data


def is_confirmed(site: Site, submission_id: str) -> bool:
    return entry_state(site.station, submission_id) == "confirmed"
