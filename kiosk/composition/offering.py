"""What the home screen can offer now: doors, popular items, the line, the devices, the disk."""

from dataclasses import replace

from devices.catalog import kind_of
from devices.events import DeviceEvent, DeviceStatus
from domain.catalogue.model import Item
from domain.text import Text
from kiosk import journey_map
from kiosk.composition.doors import DOORS
from kiosk.composition.stage import GONE
from kiosk.journeys.home.flow import Favourite, Offer
from kiosk.journeys.home.presenter import AUDIENCES, POPULAR
from kiosk.settings import Settings
from offline_queue.shop import Shop


class Offering:
    """Gathers what is learnt while a visit runs. Each ``on_…`` answers whether the offer is another one now."""

    def __init__(self, settings: Settings) -> None:
        allowed = DOORS.keys() if settings.services is None else settings.services & DOORS.keys()
        kinds: frozenset[str] = frozenset(kind_of(device.driver) for device in settings.devices)
        self.offer = Offer(doors=frozenset(allowed), devices=kinds)

    def on_shop(self, shop: Shop) -> bool:
        popular = [item for audience in AUDIENCES for item in popular_items(shop, audience, POPULAR)]
        return self._learn(replace(self.offer, popular=tuple(dict.fromkeys(map(favourite, popular)))))

    def on_line(self, *, connected: bool | None) -> bool:
        return self._learn(replace(self.offer, connected=connected))

    def on_full(self, reason: Text | None) -> bool:
        return self._learn(replace(self.offer, full=reason))

    def on_hours(self, notice: Text | None) -> bool:
        return self._learn(replace(self.offer, notice=notice))

    def on_device(self, event: DeviceEvent) -> bool:
        if not isinstance(event, DeviceStatus):
            return False
        others = self.offer.broken - {event.kind}
        return self._learn(replace(self.offer, broken=others | ({event.kind} if event.condition in GONE else set())))

    def _learn(self, offer: Offer) -> bool:
        changed = offer != self.offer
        self.offer = offer
        return changed


def favourite(item: Item) -> Favourite:
    return Favourite(item.code, item.name, item.applicants)


def popular_items(shop: Shop, audience: journey_map.Audience, number: int) -> tuple[Item, ...]:
    """The catalogue's order is its popularity; only what can be handed in here."""
    here = [
        item
        for item in shop.catalogue.items
        if item.kiosk_class in journey_map.DONE_HERE and audience in item.applicants
    ]
    return tuple(here[:number])
