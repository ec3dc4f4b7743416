"""A driver for as long as one command needs it, without a thread."""

from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager

from devices.catalog import DeviceSpec, kind_of, make_driver
from devices.events import DeviceKind
from devices.ports import Driver


@contextmanager
def opened(spec: DeviceSpec) -> Iterator[Driver]:
    """Raises what the driver raises."""
    with closing(make_driver(spec)) as driver:
        driver.open()
        yield driver


def first(specs: Iterable[DeviceSpec], *kinds: DeviceKind) -> DeviceSpec:
    """The first device of one of these kinds. Raises ``SystemExit``."""
    for spec in specs:
        if kind_of(spec.driver) in kinds:
            return spec
    raise SystemExit(f"no {' or '.join(kinds)} in the settings")
