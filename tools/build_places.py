"""Builds ``assets/catalogue/places.tsv`` from a folder of modood/Administrative-divisions-of-China (``dist/*.csv``).

    python -m tools.build_places DIST [--province 33 --city 3302]

Counties of the whole country, townships of the province, villages of the city. What it writes is committed.
"""

import argparse
import csv
from collections.abc import Iterator
from pathlib import Path

_BEYOND = (("71", "台湾省"), ("81", "香港特别行政区"), ("82", "澳门特别行政区"))
"""Not in the statistical codes."""


def build(dist: Path, province: str, city: str) -> str:
    places = dict(_BEYOND)
    for name, within in (("provinces", ""), ("cities", ""), ("areas", ""), ("streets", province), ("villages", city)):
        places.update(_rows(dist / f"{name}.csv", within))
    return "".join(f"{code}\t{name}\n" for code, name in sorted(places.items()))


def _rows(file: Path, within: str) -> Iterator[tuple[str, str]]:
    with file.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            if row["code"].startswith(within):
                yield row["code"], row["name"]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("dist", type=Path)
    parser.add_argument("--province", default="33")
    parser.add_argument("--city", default="3302")
    parser.add_argument("--out", type=Path, default=Path("assets/catalogue/places.tsv"))
    arguments = parser.parse_args()
    body = build(arguments.dist, arguments.province, arguments.city)
    arguments.out.write_text(body, encoding="utf-8")


if __name__ == "__main__":
    main()
