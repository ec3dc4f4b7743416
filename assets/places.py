"""The places of the country as far as this product carries them: counties everywhere, townships of the province,
villages of the city. Read when a form first asks for one."""

from functools import cache
from pathlib import Path

from domain.identity.places import Places, places_of

_FILE = Path(__file__).parent / "catalogue" / "places.tsv"


@cache
def load_places() -> Places:
    return places_of(_FILE.read_text(encoding="utf-8"))
