"""Catalogue search at the size of a whole city: 70,000 items, per keystroke."""

import itertools
import json
import random
import sqlite3
import statistics
import time
from collections.abc import Callable, Iterable
from pathlib import Path

from benchmarks.report import Report
from domain.catalogue.load import load_catalogue
from domain.catalogue.model import Item
from domain.catalogue.search import CatalogueSearch

ITEMS = 70_000
QUERIES = 400
LIMIT = 20
_FOLDER = Path(__file__).parent.parent / "assets" / "catalogue"


def run() -> Report:
    items = _city()
    queries = _keystrokes(items, random.Random(1))
    search = CatalogueSearch(items)
    lines = _database(items)
    ours = _percentiles(lambda query: search.find(query, LIMIT), queries)
    trigram = _percentiles(lambda query: _trigram(lines, query), queries)
    like = _percentiles(lambda query: _like(lines, query), queries)
    found = sum(1 for query in queries if _like(lines, query) and search.find(query, LIMIT))
    expected = sum(1 for query in queries if _like(lines, query))
    figures = {f"{name}_ms": value for name, value in ours.items()}
    return Report(
        "search",
        figures | {"items": float(len(items)), "found_where_like_finds": found / max(1, expected)},
        {"p95_vs_like": ours["p95"] / like["p95"], "p95_vs_fts5_trigram": ours["p95"] / trigram["p95"]},
        {"fts5 trigram": trigram, "like": like},
    )


def _city() -> list[Item]:
    """The demonstration items in every street: real words, many of them alike."""
    catalogue = load_catalogue((_FOLDER / "demo_catalogue.json").read_text("utf-8"))
    counties = json.loads((_FOLDER / "ningbo_regions.json").read_text("utf-8"))["counties"]
    places = [street["name"] for county in counties for street in county["streets"]]
    kinds = ("", "（变更）", "（延续）", "（注销）", "（补办）", "（遗失）", "（代办）", "（加急）")
    made: list[Item] = []
    for number, (kind, place, item) in enumerate(itertools.product(kinds, places, catalogue.items)):
        if number >= ITEMS:
            break
        made.append(_renamed(item, f"{place}{item.name}{kind}", number))
    return made


def _renamed(item: Item, name: str, number: int) -> Item:
    values = {field: getattr(item, field) for field in Item.__dataclass_fields__}
    return Item(**(values | {"name": name, "no": number, "code": f"B-{number}"}))


def _keystrokes(items: list[Item], chance: random.Random) -> list[str]:
    """Windows of real names typed character by character, and initials."""
    queries: list[str] = []
    while len(queries) < QUERIES:
        item = chance.choice(items)
        if chance.random() < 0.5:
            start = chance.randrange(max(1, len(item.name) - 6))
            queries += [item.name[start : start + length] for length in range(1, 7)]
        else:
            queries += [item.initials[:length] for length in range(1, 7)]
    return queries[:QUERIES]


def _database(items: Iterable[Item]) -> sqlite3.Connection:
    line = sqlite3.connect(":memory:")
    line.execute("create table plain (name text, initials text)")
    line.execute("create virtual table words using fts5(name, initials, tokenize='trigram')")
    rows = [(item.name, item.initials) for item in items]
    line.executemany("insert into plain values (?, ?)", rows)
    line.executemany("insert into words values (?, ?)", rows)
    return line


def _like(line: sqlite3.Connection, query: str) -> list[tuple[int]]:
    wanted = f"%{query}%"
    statement = "select rowid from plain where name like ? or initials like ? limit ?"
    return line.execute(statement, (wanted, wanted, LIMIT)).fetchall()


def _trigram(line: sqlite3.Connection, query: str) -> list[tuple[int]]:
    """Trigrams need three characters; below that FTS5 users fall back to LIKE."""
    if len(query) < 3:
        return _like(line, query)
    quoted = '"' + query.replace('"', '""') + '"'
    return line.execute("select rowid from words where words match ? limit ?", (quoted, LIMIT)).fetchall()


def _percentiles(find: Callable[[str], object], queries: list[str]) -> dict[str, float]:
    taken: list[float] = []
    for query in queries:
        started = time.perf_counter()
        find(query)
        taken.append((time.perf_counter() - started) * 1000)
    cuts = statistics.quantiles(taken, n=100)
    return {"p50": cuts[49], "p95": cuts[94], "max": max(taken)}
