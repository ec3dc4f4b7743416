"""``docs/devices.toml``: what technicians copy must work in both applications, for every driver there is."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from devices.catalog import DeviceSpec, drivers, make_driver
from devices.errors import DeviceUnreachable
from domain.failures import FailureCode
from kiosk.settings import load_settings as kiosk_settings
from window_client.settings import load_settings as window_settings

EXAMPLES = Path(__file__).parents[3] / "docs" / "devices.toml"


def _kiosk(file: Path) -> Sequence[DeviceSpec]:
    return kiosk_settings(file).devices


def _window(file: Path) -> Sequence[DeviceSpec]:
    return window_settings(file).devices


@pytest.fixture(params=[_kiosk, _window])
def specs(request: pytest.FixtureRequest, tmp_path: Path) -> Sequence[DeviceSpec]:
    file = tmp_path / "station.toml"
    file.write_text(f'state = "{tmp_path}"\n{EXAMPLES.read_text("utf-8")}', "utf-8")
    load: Callable[[Path], Sequence[DeviceSpec]] = request.param
    return load(file)


def test_every_driver_is_shown_and_takes_the_options_shown(specs: Sequence[DeviceSpec]) -> None:
    assert {spec.driver for spec in specs} == drivers().keys()
    for spec in specs:
        make_driver(spec)


def test_misspelt_options_are_named(specs: Sequence[DeviceSpec]) -> None:
    for spec in specs:
        with pytest.raises(DeviceUnreachable, match="boud") as refused:
            make_driver(replace(spec, options={**spec.options, "boud": 1}))
        assert refused.value.code is FailureCode.DEVICE_OPTION_WRONG


def test_values_no_printer_can_use_are_named(specs: Sequence[DeviceSpec], tmp_path: Path) -> None:
    receipt = next(spec for spec in specs if spec.driver == "escpos-network")
    for wrong in ({"profile": "generic-81"}, {"logo": str(tmp_path / "no.png")}, {"poll": "often"}):
        with pytest.raises(DeviceUnreachable) as refused:
            make_driver(replace(receipt, options=wrong))
        assert refused.value.code is FailureCode.DEVICE_OPTION_WRONG
