"""What the home screen offered last: enough to paint it again before the catalogue is read and its signature verified.

Public words and codes only, for the first half second of a process; what is touched on it opens only what the real home
screen, in its place by then, has too.
"""

import json
import logging
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kiosk.journeys.home.flow import Favourite, Offer

_log = logging.getLogger(__name__)
_LONGEST = 65536


@dataclass(frozen=True, slots=True)
class LastHome:
    node: str
    """Name of the place, for the header."""
    offer: Offer
    """Doors, kinds of devices and favourites; what only holds for a moment (line, disk, broken devices) is not kept."""


def read_last_home(state: Path) -> LastHome | None:
    """``None`` when there is none that can be read."""
    try:
        with _file(state).open("rb") as file:
            return _parsed(json.loads(file.read(_LONGEST)))
    except (OSError, ValueError, TypeError, KeyError) as error:
        _log.info("no earlier home screen: %s", type(error).__name__)
        return None


def keep_last_home(state: Path, home: LastHome) -> None:
    """Written only when it changed. Without it the next start is slower, nothing else."""
    known = read_last_home(state)
    if known is not None and _plain(known) == _plain(home):
        return
    file = _file(state)
    half = file.with_suffix(".half")
    try:
        file.parent.mkdir(mode=0o700, exist_ok=True)
        half.write_text(json.dumps(_plain(home), ensure_ascii=False), encoding="utf-8")
        half.replace(file)
    except OSError as error:
        _log.info("the home screen was not kept: %s", type(error).__name__)


def _file(state: Path) -> Path:
    return state / "home" / "last.json"


def _plain(home: LastHome) -> dict[str, Any]:
    offer = home.offer
    return {
        "node": home.node,
        "doors": sorted(offer.doors),
        "devices": sorted(offer.devices),
        "popular": [[one.code, one.name, list(one.applicants)] for one in offer.popular],
    }


def _parsed(plain: Mapping[str, Any]) -> LastHome:
    popular = tuple(Favourite(str(code), str(name), tuple(map(str, who))) for code, name, who in plain["popular"])
    offer = Offer(frozenset(map(str, plain["doors"])), popular, devices=frozenset(map(str, plain["devices"])))
    return LastHome(str(plain["node"]), offer)
