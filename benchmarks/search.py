"""Catalogue search at the size of a whole city: 70,000 items, per keystroke."""

import random
import sqlite3
import statistics
import time
from collections.abc import Callable, Iterable, Sequence
from itertools import islice

from benchmarks.report import Report
from benchmarks.search_city import Query, city, exact, holds, keystrokes, with_a_wrong_letter
from domain.catalogue.model import Item
from domain.catalogue.search import CatalogueSearch

LIMIT = 20
TEN = 10


def run() -> Report:
    """``recall_at_10``: of the first ten hits (or as many as there are to find), how many hold the words that were
    meant; over exact queries and over those with one wrong letter. A query with a wrong letter that stands in the
    catalogue as typed is left out: then something else matches."""
    items = city()
    queries = keystrokes(items, random.Random(1))
    started = time.perf_counter()
    search = CatalogueSearch(items)
    built = time.perf_counter() - started
    lines = _database(items)
    wrong = [q for q in with_a_wrong_letter(items, random.Random(2)) if not _matches(items, q.typed)]
    right = exact(items, random.Random(3))
    ours = _percentiles(lambda query: search.find(query, LIMIT), queries)
    fuzzy = _percentiles(lambda query: search.find(query, LIMIT), [query.typed for query in wrong])
    trigram = _percentiles(lambda query: _trigram(lines, query), queries)
    like = _percentiles(lambda query: _like(lines, query), queries)
    recalls = {
        "exact": _recall(search, items, right), "wrong_letter": _recall(search, items, wrong),
        "at_10": _recall(search, items, [*right, *wrong]),
    }  # fmt: skip
    figures = {f"{name}_ms": value for name, value in ours.items()}
    figures |= {f"fuzzy_{name}_ms": value for name, value in fuzzy.items()}
    figures |= {f"recall_{name}": value for name, value in recalls.items()}
    figures |= {"build_ms": built * 1000, "items": float(len(items)), "wrong_letter_queries": float(len(wrong))}
    return Report(
        "search",
        figures,
        {"p95_vs_like": ours["p95"] / like["p95"], "p95_vs_fts5_trigram": ours["p95"] / trigram["p95"]},
        {"fts5 trigram": trigram, "like": like},
    )


def _matches(items: Sequence[Item], words: str) -> bool:
    return any(holds(item, words) for item in items)


def _recall(search: CatalogueSearch, items: Sequence[Item], queries: Sequence[Query]) -> float:
    shares = []
    for query in queries:
        there = len(list(islice((item for item in items if holds(item, query.meant)), TEN)))
        hits = sum(1 for item in search.find(query.typed, TEN) if holds(item, query.meant))
        shares.append(hits / there)
    return statistics.fmean(shares)


def _database(items: Iterable[Item]) -> sqlite3.Connection:
    line = sqlite3.connect(":memory:")
    line.execute("create table plain (name text, initials text, pinyin text)")
    line.execute("create virtual table words using fts5(name, initials, pinyin, tokenize='trigram')")
    rows = [(item.name, item.initials, item.pinyin.replace(" ", "")) for item in items]
    line.executemany("insert into plain values (?, ?, ?)", rows)
    line.executemany("insert into words values (?, ?, ?)", rows)
    return line


def _like(line: sqlite3.Connection, query: str) -> list[tuple[int]]:
    wanted = f"%{query}%"
    statement = "select rowid from plain where name like ? or initials like ? or pinyin like ? limit ?"
    return line.execute(statement, (wanted, wanted, wanted, LIMIT)).fetchall()


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
