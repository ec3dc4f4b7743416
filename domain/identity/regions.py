"""Region codes (行政区划代码): those in force and every one that ever was on a card."""

import json

CITY_CODE = "330200"
CITY_NAME = "宁波市"


def known_region_codes(body: str) -> frozenset[str]:
    """County codes, current and historical, of ``assets/catalogue/ningbo_regions.json``.

    Raises ``ValueError`` when ``body`` is not that file.
    """
    try:
        data = json.loads(body)
        return frozenset(str(entry["code"]) for key in ("counties", "historical") for entry in data[key])
    except (KeyError, TypeError) as e:
        message = f"not a file of regions: {e}"
        raise ValueError(message) from e
