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
OF_CARDS_AND_CODES = ("id_card_reader", "smart_card_reader", "qr_scanner")


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


def test_misspelt_options_of_readers_are_named(specs: Sequence[DeviceSpec]) -> None:
    for spec in specs:
        if drivers()[spec.driver] in OF_CARDS_AND_CODES:
            with pytest.raises(DeviceUnreachable, match="boud") as refused:
                make_driver(replace(spec, options={**spec.options, "boud": 1}))
            assert refused.value.code is FailureCode.DEVICE_OPTION_WRONG
