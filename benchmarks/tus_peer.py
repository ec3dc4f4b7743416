"""tuspy and tus-js-client as their documentation says, tried again until every file is whole."""

import contextlib
import os
import shutil
import subprocess
import time
import warnings
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from unittest import mock

import requests
import urllib3.exceptions
from tusclient.client import TusClient
from tusclient.exceptions import TusCommunicationError, TusUploadFailed

from domain.contract.submission import SubmissionManifest
from offline_queue import entries
from offline_queue.http_transport import Request, Transport
from offline_queue.outcome import expect
from offline_queue.packets import whole_object
from offline_queue.page_files import PageFiles
from offline_queue.queue_objects import QueueObjects
from offline_queue.station import Station
from offline_queue.store import Store

_RETRY_S = 0.2
_SCRIPT = Path(__file__).parent / "tus_js_peer.cjs"
_MODULES = Path(__file__).parent.parent / "tests" / "npm" / "node_modules"
"""Installed by ``./run bench`` and ``./run test``."""


@contextlib.contextmanager
def kept_alive() -> Iterator[None]:
    """tuspy on one connection, which it does not do by itself: its request functions replaced by a session's."""
    with requests.Session() as session:
        shim = SimpleNamespace(
            post=session.post, patch=session.patch, head=session.head, exceptions=requests.exceptions
        )
        modules = ("tusclient.request", "tusclient.uploader.uploader", "tusclient.uploader.baseuploader")
        with contextlib.ExitStack() as patches:
            for module in modules:
                patches.enter_context(mock.patch(f"{module}.requests", shim))
            yield


def upload_all(station: Station, url: str, line_url: str = "") -> float:
    """With tuspy. The manifests go over ``url``, the files over ``line_url`` or the same. When the files began."""
    manifests = _announce(station, url)
    certificate = (str(station.device_certificate), str(station.device_key))
    client = TusClient(f"{line_url or url}/v1/uploads", client_cert=certificate)
    started = time.perf_counter()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", urllib3.exceptions.InsecureRequestWarning)
        for manifest in manifests:
            for item in manifest.objects:
                _upload(client, station, item.digest)
    return started


def upload_all_by_javascript(station: Station, url: str, line_url: str) -> None:
    """With tus-js-client, in a node process that is there before the first byte. Raises ``CalledProcessError``."""
    digests = [item.digest for manifest in _announce(station, url) for item in manifest.objects]
    files = "".join(f"{digest} {station.pages / digest}.age\n" for digest in digests)
    trust = (station.device_certificate, station.device_key, station.authority_certificate)
    command = ["node", str(_SCRIPT), f"{line_url}/v1/uploads", *map(str, trust)]
    environment = {**os.environ, "NODE_PATH": str(_MODULES)}
    subprocess.run(command, input=files, env=environment, text=True, check=True, stdout=subprocess.DEVNULL)


def has_javascript() -> bool:
    return shutil.which("node") is not None and (_MODULES / "tus-js-client").is_dir()


def _announce(station: Station, url: str) -> list[SubmissionManifest]:
    files = PageFiles(station.pages, station.quarantine)
    with contextlib.closing(Store.open(station.database)) as store:
        with store.reading() as transaction:
            found = entries.open_entries(transaction)
            manifests = [entries.manifest_of(transaction, entry.submission_id) for entry in found]
        for item in (item for manifest in manifests for item in manifest.objects if item.role != "page"):
            # Rows; these clients send files.
            files.path(item.digest).write_bytes(whole_object(QueueObjects(store, files), item.digest))
    with contextlib.closing(Transport.for_station(station, url, 30.0)) as transport:
        for manifest in manifests:
            body = manifest.model_dump_json().encode()
            headers = {"Content-Type": "application/json"}
            expect(transport.ask(Request("PUT", f"/v1/cases/{manifest.case_id}", body, headers)))
    return manifests


def _upload(client: TusClient, station: Station, digest: str) -> None:
    path = str(station.pages / f"{digest}.age")
    uploader = None
    while uploader is None or uploader.offset < uploader.get_file_size():
        try:
            if uploader is None:
                uploader = client.uploader(path, metadata={"digest": digest}, verify_tls_cert=False)
                uploader.set_url(uploader.create_url())
            else:
                uploader.offset = uploader.get_offset()
            uploader.upload()
        except (TusCommunicationError, TusUploadFailed, OSError):
            time.sleep(_RETRY_S)
            if uploader is not None and not uploader.url:
                uploader = None
