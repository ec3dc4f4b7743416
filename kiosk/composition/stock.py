"""How much is left of what this terminal uses up. Pure."""

from collections.abc import Mapping

from devices.catalog import kind_of
from domain.text import Text, text
from kiosk.composition.paper_devices import paper_devices
from kiosk.journeys.maintenance.flow import Point, Stock
from kiosk.settings import Settings
from kiosk.supplies import KINDS, Kind, Limits, Used


def stock_of(used: Mapping[Kind, Used], settings: Settings) -> tuple[Stock, ...]:
    """Only of devices this terminal has."""
    there = _kinds_of(settings)
    limits = settings.consumables
    return tuple(
        Stock(kind, _words(used[kind], limits), limits.enough(kind, used[kind].amount))
        for kind in KINDS
        if kind in there
    )


def stock_points(stock: tuple[Stock, ...]) -> tuple[Point, ...]:
    return tuple(Point(text(f"maintenance_stock.{one.kind}"), one.words, fine=one.enough) for one in stock)


def _kinds_of(settings: Settings) -> frozenset[Kind]:
    kinds = {kind_of(device.driver) for device in settings.devices}
    there: set[Kind] = set()
    if "receipt_printer" in kinds:
        there.add("receipt_paper")
    if "page_printer" in kinds:
        there.add("a4_sheets")
    if paper_devices(settings.devices).scanner:
        there.add("scanner_rollers")
    return frozenset(there)


def _words(used: Used, limits: Limits) -> Text:
    left = limits.left(used.kind, used.amount)
    if used.kind == "receipt_paper":
        metres = {"used": f"{used.amount / 1000:.1f}", "left": f"{left / 1000:.1f}"}
        return text("maintenance_stock.receipt_paper_is", n=used.jobs, **metres)
    return text(f"maintenance_stock.{used.kind}_is", used=used.amount, left=left)
