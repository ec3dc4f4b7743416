"""Where the tiles of the home screen lead: one row a journey. A tile without a door is not shown."""

from collections.abc import Callable, Mapping

from kiosk import journey_map

DOORS: Mapping[str, Callable[[], journey_map.Event]] = {
    "begin": journey_map.Begin,
    "progress": journey_map.LookUp,
}
"""By the id of ``kiosk.journeys.home.tiles``; the event takes the map from the home screen into the journey."""
