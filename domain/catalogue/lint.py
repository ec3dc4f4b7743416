"""Rules an implementing list (实施清单) should keep; what breaks them is shown to whoever imports it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from domain.catalogue.model import Catalogue, Item
from domain.catalogue.scenarios import questions


@dataclass(frozen=True, slots=True)
class Finding:
    item_code: str
    """Empty: the catalogue as a whole."""
    rule: str
    words: str


def lint(catalogue: Catalogue) -> tuple[Finding, ...]:
    """All findings, in the catalogue's order."""
    found = [Finding("", "regions", problem) for problem in _homeless_nodes(catalogue)]
    for item in catalogue.items:
        found += [Finding(item.code, rule, problem) for rule, check in _RULES for problem in check(item)]
    return tuple(found)


def _homeless_nodes(catalogue: Catalogue) -> Iterator[str]:
    codes = {region.code for region in catalogue.regions}
    for node in catalogue.nodes:
        if node.region not in codes:
            yield f"node {node.code} lies in region {node.region}, which is not listed"


def _immediate(item: Item) -> Iterator[str]:
    if item.promised_days is not None and item.immediate != (item.promised_days == 0):
        yield "an immediate item (即办件) promises 0 days, and only such an item does"


def _promise(item: Item) -> Iterator[str]:
    if item.promised_days is not None and item.legal_days is not None and item.promised_days > item.legal_days:
        yield "the promised period is longer than the legal one"


def _named(item: Item) -> Iterator[str]:
    if not item.name.strip() or not item.department.strip():
        yield "an item needs a name and a department"
    if not item.applicants:
        yield "an item needs somebody who may apply"


def _choices(item: Item) -> Iterator[str]:
    for field in item.fields:
        if (field.kind == "choice") != bool(field.choices):
            yield f"field {field.id}: a choice needs options, and nothing else has them"


def _tables(item: Item) -> Iterator[str]:
    for field in item.fields:
        if (field.kind == "table") != bool(field.columns):
            yield f"field {field.id}: a table needs columns, and nothing else has them"
        if any(column.kind in ("table", "region", "place", "long_text") for column in field.columns):
            yield f"field {field.id}: a column holds one line"


def _materials(item: Item) -> Iterator[str]:
    if item.kiosk_class == "S" and not any(material.to_scan for material in item.materials):
        yield "an item with materials to hand in (class S) lists none the applicant brings"


def _scenarios(item: Item) -> Iterator[str]:
    for question in questions(item):
        place = ", ".join(option.id for option in question.options)
        answers = [option.option.strip() for option in question.options]
        if not question.question.strip() or not all(answers):
            yield f"scenario {place}: a question and its options need words"
        if len(answers) == 1:
            yield f"scenario {place}: a question with one option asks nothing"
        if len(set(answers)) < len(answers):
            yield f"scenario {place}: two options of a question read the same"


_RULES: tuple[tuple[str, Callable[[Item], Iterator[str]]], ...] = (
    ("immediate", _immediate),
    ("promise", _promise),
    ("named", _named),
    ("choices", _choices),
    ("tables", _tables),
    ("materials", _materials),
    ("scenarios", _scenarios),
)
