"""Builds the demonstration catalogue, the regions and the calendar from the facts they were collected in.

    python -m tools.build_demo_catalogue CATALOGUE.json REGIONS.json WORKDAYS.json [--out assets/catalogue]

What it writes is committed: nothing at run time needs the sources or pypinyin.
"""

import argparse
import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Literal

from domain.catalogue.lint import lint
from domain.catalogue.load import dump_catalogue, form_version, load_catalogue
from domain.catalogue.model import Catalogue, Item, Material, MaterialSource, Necessity, Region, Tone
from domain.contract.enrolment import Node
from tools.demo_fields import fields_of
from tools.demo_nodes import seed_nodes
from tools.demo_pinyin import initials_of, pinyin_of
from tools.demo_scenarios import branches_of
from tools.demo_themes import demo_themes

VERSION = "demo-2026.4"

_SOURCES: dict[str, MaterialSource] = {
    "卡": "card", "证": "licence", "备": "applicant", "表": "form", "核": "department",
}  # fmt: skip
_STORY = 16
_CARD_COPIES = {(20, 3), (23, 2), (24, 4), (46, 1)}
"""Item and material: the card is another person's, who is not here."""
_TONES: dict[str, Tone] = {"费用清单": "grey", "公司章程": "bilevel"}
"""By name; stamps and receipts need their colours, long print does not."""
_NECESSITIES: dict[str, Necessity] = {"必": "required", "容": "tolerable", "非": "optional"}


def build(rows: list[dict[str, Any]], regions: dict[str, Any]) -> Catalogue:
    counties = tuple(Region(entry["code"], entry["name"]) for entry in regions["counties"])
    nodes: tuple[Node, ...] = seed_nodes({region.code: region.name for region in counties})
    return Catalogue(VERSION, True, tuple(_item(row) for row in rows), counties, nodes, demo_themes())


def _item(row: dict[str, Any]) -> Item:
    fields = fields_of(row["no"], row["fields"])
    legal, promised = row["legal_days"], row["promised_days"]
    branches = branches_of(row["no"])
    applicants: Iterator[Literal["person", "legal_person"]] = (
        "legal_person" if who == "法人" else "person" for who in row["applicant"].split("/")
    )
    return Item(
        code=f"DEMO-{row['no']:03d}",
        no=row["no"],
        name=row["name"],
        department=row["dept"],
        applicants=tuple(dict.fromkeys(applicants)),
        kind=row["item_kind"],
        immediate=row["handle_type"] == "即办",
        legal_days=legal if isinstance(legal, int) else None,
        legal_text=_period(legal),
        promised_days=promised if isinstance(promised, int) else None,
        promised_text=_period(promised),
        fee=row["fee"],
        kiosk_class=row["kiosk_class"],
        materials=(
            *(_material(row["no"], number, entry) for number, entry in enumerate(row["materials"], 1)),
            *branches.materials,
        ),
        fields=fields,
        result=row["result"],
        note=row["note"],
        form_version=form_version(fields),
        pinyin=pinyin_of(row["name"]),
        initials=initials_of(row["name"]),
        scenarios=branches.scenarios,
        rules=branches.rules,
        signed=_is_signed(row),
    )


def _is_signed(row: dict[str, Any]) -> bool:
    """An item of the kiosk with an application form (表) among its materials; the story of the demonstration is told
    with one that has none."""
    forms = any(_SOURCES[entry["source"]] == "form" for entry in row["materials"])
    return forms and row["kiosk_class"] in ("D", "S", "A") and row["no"] != _STORY


def _material(item_no: int, number: int, entry: dict[str, str]) -> Material:
    copy = (item_no, number) in _CARD_COPIES
    return Material(
        f"m{number}",
        entry["name"],
        _SOURCES[entry["source"]],
        _NECESSITIES[entry["necessity"]],
        copy,
        _TONES.get(entry["name"], "as_scanned"),
    )


def _period(days: int | str) -> str:
    """A number counts working days; words such as 60日 stay."""
    if days == 0:
        return "即办"
    return f"{days}个工作日" if isinstance(days, int) else days


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("catalogue", type=Path)
    parser.add_argument("regions", type=Path)
    parser.add_argument("workdays", type=Path)
    parser.add_argument("--out", type=Path, default=Path("assets/catalogue"))
    arguments = parser.parse_args()
    rows = json.loads(arguments.catalogue.read_text(encoding="utf-8"))
    regions = json.loads(arguments.regions.read_text(encoding="utf-8"))
    arguments.out.mkdir(parents=True, exist_ok=True)
    body = dump_catalogue(build(rows, regions))
    for finding in lint(load_catalogue(body)):
        print(f"{finding.item_code}: {finding.rule}: {finding.words}")
    (arguments.out / "demo_catalogue.json").write_text(body, encoding="utf-8")
    shutil.copyfile(arguments.regions, arguments.out / "ningbo_regions.json")
    shutil.copyfile(arguments.workdays, arguments.out / "workdays_2026.json")


if __name__ == "__main__":
    main()
