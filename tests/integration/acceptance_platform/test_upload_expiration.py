"""The expiration of tus over real TLS, with a stock client. Ageing: the rows are set back by eight days of running."""

import contextlib
import io
import sqlite3
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from pathlib import Path

import pytest
from platform_process import PlatformProcess, TestStation, jpeg
from tusclient.client import TusClient
from tusclient.exceptions import TusCommunicationError


def eight_days_later(platform: PlatformProcess) -> None:
    platform.end()
    with contextlib.closing(sqlite3.connect(platform.data / "platform.db")) as line, line:
        line.execute("UPDATE unfinished_uploads SET grew_at = grew_at - 8 * 86400")
    platform.start()


def test_unfinished_ones_expire_and_a_stock_client_creates_them_again(
    mortal_platform: PlatformProcess, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    station = TestStation(mortal_platform, tmp_path / "station", "kiosk", "330281-K01")
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(station.authority))
    with contextlib.closing(station):
        assert "expiration" in station.call("OPTIONS", "/v1/uploads").headers["Tus-Extension"]
        hand_in = station.hand_in([jpeg("one", 50_000), jpeg("two", 50_000)])
        station.put(hand_in)
        form, whole, half = hand_in.whole()
        assert "Upload-Expires" not in station.patch(*whole).headers
        told = parsedate_to_datetime(station.patch(half[0], half[1][:20_000]).headers["Upload-Expires"])
        assert abs(told - datetime.now(UTC) - timedelta(days=7)) < timedelta(minutes=5)
        assert station.head(half[0]).headers["Upload-Expires"].endswith("GMT")
        eight_days_later(mortal_platform)
        assert [station.head(digest).status_code for digest, _ in (whole, half)] == [200, 410]
        assert not (mortal_platform.data / "uploads" / f"{half[0]}.part").exists()
        client = TusClient(f"{mortal_platform.url}/v1/uploads", client_cert=station.certificate_and_key)
        with pytest.raises(TusCommunicationError):
            client.uploader(file_stream=io.BytesIO(half[1]), url=f"{client.url}/{half[0]}").upload()
        client.uploader(file_stream=io.BytesIO(half[1]), metadata={"digest": half[0]}, chunk_size=20_000).upload()
        station.patch(*form)
        assert station.complete(hand_in).json()["state"] == "complete"
        eight_days_later(mortal_platform)
        for digest, data in hand_in.whole():
            assert station.head(digest).headers["Upload-Offset"] == str(len(data))


def test_the_same_manifest_again_brings_an_expired_upload_back(
    mortal_platform: PlatformProcess, tmp_path: Path
) -> None:
    """What a station does that is told 410."""
    station = TestStation(mortal_platform, tmp_path / "station", "kiosk", "330281-K01")
    with contextlib.closing(station):
        hand_in = station.hand_in([jpeg("page", 50_000)])
        station.put(hand_in)
        digest, data = hand_in.whole()[1]
        station.patch(digest, data[:20_000])
        eight_days_later(mortal_platform)
        assert station.head(digest).status_code == 410
        assert station.patch(digest, data[20_000:], 20_000).status_code == 410
        offsets = {item["digest"]: item["offset"] for item in station.put(hand_in).json()["missing"]}
        assert offsets[digest] == 0
        assert station.deliver(hand_in)["state"] == "complete"
