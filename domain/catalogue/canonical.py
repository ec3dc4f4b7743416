"""One writing for every value: what a case stores, whatever a person typed."""

import re
import unicodedata
from datetime import date
from decimal import Decimal
from typing import Literal

from domain.catalogue.model import FormField
from domain.catalogue.table_text import rows_of, text_of
from domain.identity.other_documents import normalise_mobile
from domain.identity.places import EVERYWHERE
from domain.identity.resident_id import normalise_id

_DAY = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?|(\d{4})(\d{2})(\d{2})")
_MONTH = re.compile(r"(\d{4})[-/.年](\d{1,2})月?|(\d{4})(\d{2})")
_NUMBER = re.compile(r"\d{1,12}(\.\d{1,6})?")
_MONEY = re.compile(r"\d{1,12}(\.\d{1,2})?")
_YES_NO = {"是": "yes", "否": "no", "true": "yes", "false": "no"}


def canonical(field: FormField, value: str) -> str:
    """Dates as ISO 8601, money in yuan with two decimals, numbers and codes half-width, ``yes`` or ``no``.

    A value that cannot be read comes back trimmed, for the check to refuse; a value that passes the
    check stays as it is when made canonical again.
    """
    if field.kind in ("text", "long_text", "choice"):
        return unicodedata.normalize("NFKC", value).strip() if field.only_digits else value.strip()
    if field.kind == "place":
        return " ".join(value.split()) if value != EVERYWHERE else ""
    if field.kind == "table":
        return _canonical_table(field, value)
    plain = normalise_id(value)
    match field.kind:
        case "phone":
            return normalise_mobile(value) if plain.startswith(("+86", "1")) else plain
        case "bank_account":
            return plain.replace("-", "")
        case "date":
            day = parse_day(plain)
            return day.isoformat() if day else plain
        case "month":
            month = parse_month(plain)
            return f"{month:%Y-%m}" if month else plain
        case "number" | "money":
            return _canonical_number(field.kind, plain.replace(",", ""))
        case "yes_no":
            return _YES_NO.get(plain.lower(), plain.lower())
        case _:
            return plain


def parse_day(value: str) -> date | None:
    match = _DAY.fullmatch(value)
    if match is None:
        return None
    year, month, day = (int(group) for group in match.groups() if group)
    return _date(year, month, day)


def parse_month(value: str) -> date | None:
    """The first of the month."""
    match = _MONTH.fullmatch(value)
    if match is None:
        return None
    year, month = (int(group) for group in match.groups() if group)
    return _date(year, month, 1)


def parse_number(kind: Literal["number", "money"], value: str) -> Decimal | None:
    """Not negative; money with at most two decimals."""
    shape = _MONEY if kind == "money" else _NUMBER
    return Decimal(value) if value.isascii() and shape.fullmatch(value) else None


def _canonical_table(field: FormField, value: str) -> str:
    """Without empty rows; a cell too many stays, for the check to refuse."""
    rows = []
    for cells in rows_of(value, len(field.columns)):
        if any(cells):
            known = [canonical(column, cell) for column, cell in zip(field.columns, cells, strict=False)]
            rows.append((*known, *cells[len(known) :]))
    return text_of(rows)


def _canonical_number(kind: Literal["number", "money"], value: str) -> str:
    number = parse_number(kind, value)
    if number is None:
        return value
    return f"{number:.2f}" if kind == "money" else f"{number.normalize():f}"


def _date(year: int, month: int, day: int) -> date | None:
    try:
        found = date(year, month, day)
    except ValueError:
        return None
    return found if found.year >= 1900 else None
