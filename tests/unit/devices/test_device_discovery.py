"""What is plugged in, read from a tree of files as Linux shows it; what announces itself, as Avahi's tool prints it."""

import tomllib
from pathlib import Path

import pytest

from devices.catalog import drivers
from devices.discovery.announced import services
from devices.discovery.found import Found, as_settings
from devices.discovery.plugged import CAMERA_DRIVERS, SERIAL_DRIVERS, plugged

AVAHI = r"""
+;eth0;IPv4;Scanner\032\228\184\128;_uscan._tcp;local
=;eth0;IPv4;Scanner\032\228\184\128;_uscan._tcp;local;s1.local;192.0.2.7;8080;"vers=2.63" "rs=/eSCL" "ty=Scanner"
=;eth1;IPv4;Scanner\032\228\184\128;_uscan._tcp;local;s1.local;192.0.2.7;8080;"rs=/eSCL"
=;eth0;IPv6;Scanner;_uscan._tcp;local;s1.local;fe80::1;8080;"rs=/eSCL"
=;eth0;IPv4;Secure;_uscans._tcp;local;s2.local;192.0.2.8;443;"note="
=;eth0;IPv4;Laser;_ipp._tcp;local;p.local;192.0.2.9;631;"rp=printers/hall" "ty=Laser"
=;eth0;IPv4;Other;_http._tcp;local;w.local;192.0.2.9;80;
=;broken
"""


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    for folder in ("dev/serial/by-id", "dev/usb", "dev/v4l/by-id"):
        (tmp_path / folder).mkdir(parents=True)
    (tmp_path / "dev/serial/by-id/usb-Reader-if00").touch()
    (tmp_path / "dev/usb/lp0").touch()
    for name in ("usb-Eye-video-index0", "usb-Eye-video-index1"):
        (tmp_path / "dev/v4l/by-id" / name).touch()
    for number, (ids, name, report) in enumerate(
        [
            ("0003:00002B8B:00002721", "SDT reader", b"\x06\x00\xff"),
            ("0003:00000C2E:00000901", "Scanner", b"\x05\x8c\x09\x02"),
            ("0003:0000046D:0000C31C", "Keyboard", b"\x05\x01\x09\x06"),
        ]
    ):
        device = tmp_path / f"sys/class/hidraw/hidraw{number}/device"
        device.mkdir(parents=True)
        (device / "uevent").write_text(f"DRIVER=hid-generic\nHID_ID={ids}\nHID_NAME={name}\n")
        (device / "report_descriptor").write_bytes(report)
    for bus, (vendor, product) in {"1-1": ("0400", "c35a"), "1-2": ("046d", "c31c")}.items():
        device = tmp_path / "sys/bus/usb/devices" / bus
        device.mkdir(parents=True)
        (device / "idVendor").write_text(f"{vendor}\n")
        (device / "idProduct").write_text(f"{product}\n")
    (tmp_path / "sys/bus/usb/devices/usb1").mkdir()
    return tmp_path


def test_what_is_plugged_in(tree: Path) -> None:
    found = list(plugged(tree))
    line = "/dev/serial/by-id/usb-Reader-if00"
    assert {(each.driver, each.address) for each in found} == {
        *((driver, line) for driver in SERIAL_DRIVERS),
        *((driver, "/dev/v4l/by-id/usb-Eye-video-index0") for driver in CAMERA_DRIVERS),
        ("sdt-hid", "/dev/hidraw0"),
        ("qr-hid-pos", "/dev/hidraw1"),
        ("sdt-usb", "0400:c35a"),
        ("escpos-usb", "/dev/usb/lp0"),
    }
    assert {each.driver for each in found} <= drivers().keys()


def test_machine_with_nothing(tmp_path: Path) -> None:
    assert list(plugged(tmp_path)) == []


def test_what_announces_itself() -> None:
    assert list(services(AVAHI)) == [
        Found("escl", "http://192.0.2.7:8080/eSCL", "Scanner 一"),
        Found("escl", "https://192.0.2.8:443/eSCL", "Secure"),
        Found("ipp", "ipp://192.0.2.9:631/printers/hall", "Laser"),
    ]


def test_found_device_can_be_copied_into_the_settings() -> None:
    hostile = Found("escl", 'http://x/"\\\n[[evil]]', "name")
    table = tomllib.loads(as_settings(hostile))
    assert table["devices"][0]["driver"] == "escl"
    assert "evil" not in table
