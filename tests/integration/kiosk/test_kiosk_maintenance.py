"""Seven touches on the header, a permit before the scanner: what there is to see; and the daily test on the disk."""

import json
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from kiosk_terminal import Desk, Terminal
from PIL import Image
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from benchmarks.kiosk_desk import NOWHERE
from devices.catalog import DeviceSpec
from domain.contract.enrolment import EnrolmentTicket, VerificationKey
from domain.contract.maintenance_permit import FILE
from domain.text import text
from kiosk.composition import supply
from kiosk.composition.self_test import SelfTestReport, certificate_point, is_due
from kiosk.journeys.maintenance.flow import Point
from kiosk.shell.header import GESTURE_TOUCHES, Header
from kiosk.upkeep.counter_book import CounterBook
from kiosk.upkeep.sheet_reference import SheetBook
from kiosk.upkeep.touch_map import WANTED, Spot
from offline_queue.station import Station

Start = Callable[..., Terminal]
DOTS_PER_MM = 8
"""Of the simulated receipt printer (203 dpi)."""


@pytest.fixture
def platform_key(station: Path) -> Ed25519PrivateKey:
    """A key of the platform that this station was told of at its enrolment."""
    key = Ed25519PrivateKey.generate()
    place = Station(station)
    public = jwt.utils.base64url_encode(key.public_key().public_bytes_raw()).decode()
    enrolment = place.enrolment()
    keys = (*enrolment.verification_keys, VerificationKey(key_id="m1", public_key=public))
    place.enrolment_file.write_text(enrolment.model_copy(update={"verification_keys": keys}).model_dump_json())
    return key


def open_maintenance(terminal: Terminal) -> None:
    header = terminal._kiosk.window.findChild(Header)
    for _ in range(GESTURE_TOUCHES):
        QTest.mouseClick(header, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, header.rect().center())
    terminal.see("maintenance", "Locked")


def permit(key: Ed25519PrivateKey, device: str) -> str:
    claims = {"use": "maintenance", "device": device, "by": "weihu1", "exp": datetime.now(UTC) + timedelta(hours=1)}
    return "OWM1:" + jwt.encode(claims, key, algorithm="EdDSA", headers={"kid": "m1"})


def test_a_permit_opens_it_a_test_page_is_printed_and_it_locks(
    terminal: Start, desk: Desk, station: Path, platform_key: Ed25519PrivateKey, tmp_path: Path
) -> None:
    one = terminal()
    one.wait_for_device("qr_scanner")
    one.wait_for_device("receipt_printer")
    open_maintenance(one)
    desk.do("qr_scanner", "present_text", text=permit(platform_key, "01950000-0000-7000-8000-0000000000bb"))
    one.until(lambda: "维护许可无效" in one.words())
    desk.do("qr_scanner", "present_text", text=permit(platform_key, Station(station).enrolment().device_id))
    one.see("maintenance", "Opened")
    one.until(lambda: "扫码器" in one.words() and "就绪" in one.words())
    printed = len(desk.printed())
    one.click("maintenance.print")
    one.until(lambda: len(desk.printed()) == printed + 1 and "测试页已打印" in one.words())
    counted = CounterBook(Station(station))
    one.until(lambda: counted.read()["receipt_paper"].jobs == 1, what="the receipt in the counters")
    with Image.open(desk.printed()[-1]) as receipt:
        on_paper = receipt.height / DOTS_PER_MM
    assert counted.read()["receipt_paper"].amount == pytest.approx(on_paper, rel=0.25)
    one.click("maintenance.look")
    one.until(lambda: "（1 张凭条）" in one.words())
    one.click("maintenance.refill_receipt_paper")
    one.until(lambda: "已记为新装凭条纸" in one.words() and "（0 张凭条）" in one.words())
    one.click("maintenance.test_line")
    one.until(lambda: "连接不上受理平台" in one.words(), what="the platform is not there")
    Image.new("L", (1654, 2339), 244).save(tmp_path / "white.jpg", quality=90)
    desk.load(tmp_path / "white.jpg")
    one.wait_for_device("document_scanner")
    one.click("maintenance.test_sheet")
    one.until(lambda: "扫描仪正常" in one.words(), seconds=20, what="the verdict")
    assert "还没有基准" in one.words()
    one.click("maintenance.accept_sheet")
    one.until(lambda: "已设为基准" in one.words() and "变暗 +0" in one.words(), what="the reference, among the points")
    assert SheetBook(Station(station)).read().reference is not None
    one.click("maintenance.lock")
    # Maybe the feeder last told that paper lies in it; the reminder ends with the second in which it tells otherwise.
    one.until(lambda: one.ended or one.tick(1))
    assert one.ended == [True]


def test_a_permit_on_a_stick_opens_it(
    terminal: Start, station: Path, platform_key: Ed25519PrivateKey, tmp_path: Path
) -> None:
    stick = tmp_path / "stick"
    one = terminal(extra=(DeviceSpec("stick", "folder", str(stick)),))
    open_maintenance(one)
    one.click("maintenance.stick")
    one.until(lambda: "没有读到U盘" in one.words())
    stick.mkdir()
    one.click("maintenance.stick")
    one.until(lambda: "没有所需的文件" in one.words())
    (stick / "elsewhere").write_text(permit(platform_key, Station(station).enrolment().device_id))
    (stick / FILE).symlink_to(stick / "elsewhere")
    one.click("maintenance.stick")
    one.until(lambda: one.state() == "Locked" and "没有所需的文件" in one.words(), what="a link is not followed")
    (stick / FILE).unlink()
    (stick / FILE).write_text(permit(platform_key, "01950000-0000-7000-8000-0000000000bb") + "\r\n")
    one.click("maintenance.stick")
    one.until(lambda: "维护许可无效" in one.words())
    (stick / "elsewhere").rename(stick / FILE)
    one.click("maintenance.stick")
    one.see("maintenance", "Opened")
    one.click("maintenance.logs")
    one.until(lambda: "日志已写入U盘" in one.words(), what="logs on the same stick")
    (written,) = stick.glob("*.zip")
    with zipfile.ZipFile(written) as archive:
        assert "settings.json" in archive.namelist()


def test_the_touch_panel_is_measured_and_its_matrix_laid_out(
    terminal: Start, desk: Desk, station: Path, platform_key: Ed25519PrivateKey, tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    """A panel that shows touches 4 % too far right of where its matrix of before puts them."""
    (tmp_path / "c13:64").write_text("E:ID_INPUT_TOUCHSCREEN=1\nE:LIBINPUT_CALIBRATION_MATRIX=1 0 -0.01 0 1 0.02\n")
    (tmp_path / "helper").touch()
    monkeypatch.setattr(supply, "UDEV_DATA", tmp_path)
    monkeypatch.setattr(supply, "TOUCH_HELPER", tmp_path / "helper")
    one = terminal()
    one.wait_for_device("qr_scanner")
    open_maintenance(one)
    desk.do("qr_scanner", "present_text", text=permit(platform_key, Station(station).enrolment().device_id))
    one.see("maintenance", "Opened")
    one.click("maintenance.touch")
    for _ in WANTED:
        touch(one, (0.5, 0.5))
    one.see("maintenance", "Mismeasured")
    assert "离十字太远" in one.words()
    assert one.find("touch.target") is None
    one.click("maintenance.touch_again")
    for x, y in WANTED:
        touch(one, (x + 0.04, y))
    one.see("maintenance", "Measured")
    assert "最大偏差为屏幕的 4.0%" in one.words()
    one.click("maintenance.touch_accept")
    one.until((station / "touch" / "asked").exists, what="the request to root's helper")
    numbers = [float(number) for number in (station / "touch" / "matrix").read_text().split()]
    assert numbers == pytest.approx([1, 0, -0.05, 0, 1, 0.02], abs=0.002)
    (station / "touch" / "answer").write_text("applied\n")
    one.until(lambda: "终端正在重新启动" in one.words())


def touch(one: Terminal, at: Spot) -> None:
    target = one.find("touch.target")
    assert target is not None
    where = QPoint(round(at[0] * target.width()), round(at[1] * target.height()))
    QTest.mouseClick(target, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, where)


def test_a_password_needs_the_platform_and_is_typed_with_our_keys(terminal: Start) -> None:
    one = terminal()
    open_maintenance(one)
    one.click("maintenance.login")
    one.click("maintenance.user")
    for key in ("pad.w", "pad.1", "pad.plane", "pad.B", "pad.done"):
        one.click(key)
    one.click("maintenance.password")
    for key in ("pad.plane", "pad.plane", "pad.&", "pad.+"):
        one.click(key)
    assert (one.says("maintenance.user"), one.says("maintenance.password")) == ("w1B", "&+")
    assert one.find("maintenance.password").displayText() == "●●"
    one.click("maintenance.enter")
    one.until(lambda: "连接不上受理平台，不能核对密码" in one.words(), what="no platform is there")
    assert (one.says("maintenance.user"), one.says("maintenance.password")) == ("w1B", "")
    one.click("nav.home")
    one.click("exit.leave")
    one.until(lambda: one.ended == [True], what="the process in which a password was typed ends")


def test_a_renewal_that_fails_leaves_the_terminal_as_it_was(
    terminal: Start, desk: Desk, station: Path, platform_key: Ed25519PrivateKey
) -> None:
    before = sorted((path.name, path.read_bytes()) for path in (station / "identity").iterdir())
    one = terminal()
    one.wait_for_device("qr_scanner")
    open_maintenance(one)
    desk.do("qr_scanner", "present_text", text=permit(platform_key, Station(station).enrolment().device_id))
    one.see("maintenance", "Opened")
    one.click("maintenance.renew")
    desk.do("qr_scanner", "present_text", text="what is this")
    one.until(lambda: "这不是平台签发的登记码或换证码" in one.words())
    ticket = EnrolmentTicket(url=NOWHERE, authority_digest="0" * 64, code="x", device_id=station_id(station))
    desk.do("qr_scanner", "present_text", text=ticket.encode())
    one.until(lambda: "连接不上受理平台" in one.words() and one.state() == "AwaitingTicket")
    one.click("maintenance.back")
    one.see("maintenance", "Opened")
    assert sorted((path.name, path.read_bytes()) for path in (station / "identity").iterdir()) == before


def station_id(state: Path) -> str:
    return Station(state).enrolment().device_id


def test_nobody_there_locks_it_again(
    terminal: Start, desk: Desk, station: Path, platform_key: Ed25519PrivateKey
) -> None:
    one = terminal()
    one.wait_for_device("qr_scanner")
    open_maintenance(one)
    desk.do("qr_scanner", "present_text", text=permit(platform_key, Station(station).enrolment().device_id))
    one.see("maintenance", "Opened")
    one.tick(180)
    # Maybe the feeder last told that paper lies in it.
    one.until(lambda: one.ended or one.tick(1))
    assert one.ended == [True]


def test_the_gesture_does_nothing_in_the_middle_of_a_visit(terminal: Start) -> None:
    one = terminal()
    one.click("home.begin")
    one.see("identify")
    header = one._kiosk.window.findChild(Header)
    for _ in range(GESTURE_TOUCHES + 1):
        QTest.mouseClick(header, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, header.rect().center())
    assert one.screen() == "identify"


def test_the_daily_test_leaves_a_report(terminal: Start, station: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = station / "maintenance" / "self-test.json"
    one = terminal()
    morning = datetime(2026, 3, 5, 7, 31, tzinfo=UTC) - timedelta(hours=8)
    monkeypatch.setattr(one._kiosk._clock, "now", lambda: morning, raising=False)

    def made() -> bool:
        """This one: it was tested already when the program began after half past seven."""
        one.tick(1)
        return file.exists() and datetime.fromisoformat(json.loads(file.read_text())["at"]) == morning

    one.until(made)
    report = json.loads(file.read_text())
    assert {row["subject"] for row in report["points"]} >= {"身份证读卡器", "待送办件", "磁盘", "时钟", "设备证书"}
    assert not is_due(morning, SelfTestReport(Station(station)).day())


@pytest.mark.parametrize(("days", "fine"), [(31, True), (29, False), (-1, False), (None, False)])
def test_a_certificate_is_renewed_before_it_ends(days: int | None, fine: bool) -> None:
    now = datetime(2026, 3, 5, tzinfo=UTC)
    assert certificate_point(None if days is None else now + timedelta(days=days), now).fine is fine


@pytest.mark.parametrize(
    ("hour", "last", "due"), [(7, None, False), (8, None, True), (8, 5, False), (8, 4, True), (23, 4, True)]
)
def test_once_a_day_from_half_past_seven(hour: int, last: int | None, due: bool) -> None:
    now = datetime(2026, 3, 5, hour, 0, tzinfo=UTC) - timedelta(hours=8)
    assert is_due(now, None if last is None else datetime(2026, 3, last, tzinfo=UTC).date()) is due


def test_a_report_that_cannot_be_read_is_no_report(tmp_path: Path) -> None:
    report = SelfTestReport(Station(tmp_path))
    assert report.day() is None
    report.write(datetime(2026, 3, 5, tzinfo=UTC), (Point(text("a"), text("b"), fine=True),), lambda said: said.key)
    assert report.day() is not None
    (tmp_path / "maintenance" / "self-test.json").write_text("[]")
    assert report.day() is None
