"""Where the tiles of the home screen lead: one row a journey. A tile without a door is not shown."""

from collections.abc import Callable, Mapping
from functools import partial

from kiosk import journey_map

DOORS: Mapping[str, Callable[[], journey_map.Event]] = {
    "begin": journey_map.Begin,
    "progress": journey_map.LookUp,
    "continue": partial(journey_map.Open, "continue"),
    "certificates": partial(journey_map.Open, "certificates"),
    "appointment": partial(journey_map.Open, "appointment"),
    "payment": partial(journey_map.Open, "payment"),
    "evaluation": partial(journey_map.Open, "evaluation"),
    "help": partial(journey_map.Open, "help"),
}
"""By the id of ``kiosk.journeys.home.tiles``; the event takes the map from the home screen into the journey."""
