"""Checks what was filled in, field by field; what stands here holds on every screen and on the platform."""

import re
from collections.abc import Mapping
from datetime import date

from domain.catalogue.canonical import canonical, parse_day, parse_month, parse_number
from domain.catalogue.model import FormField, Item, Region
from domain.catalogue.table_text import rows_of
from domain.identity.credit_code import check_credit_code
from domain.identity.other_documents import check_bank_account, check_landline, check_mobile
from domain.identity.places import Places
from domain.identity.resident_id import check_resident_id
from domain.identity.verdict import Ok, Reject, Verdict, Warn
from domain.text import Text, text

__all__ = ["canonical", "check_field", "check_form", "warn_field"]

MOBILE_FIELD = "mobile"
_LONGEST_TEXT = 2000
_PLACE = re.compile(r"\d{2}(\d\d){0,2}(\d{3}){0,2} [^/\s]+(/[^/\s]+){0,4}")


def check_form(
    item: Item, values: Mapping[str, str], today: date, regions: tuple[Region, ...], places: Places | None = None
) -> dict[str, Text]:
    """What is wrong, by field id; empty when the form may be handed in. ``places``: only a form that asks for a place
    needs them."""
    problems = {field.id: check_field(field, values.get(field.id, ""), today) for field in item.fields}
    codes = {region.code for region in regions}
    for field in item.fields:
        value = canonical(field, values.get(field.id, ""))
        if field.kind == "region" and value and value not in codes:
            problems[field.id] = text("form.region", field=field.name)
        if places is not None:
            problems[field.id] = problems[field.id] or check_place(field, value, places)
    return {key: problem for key, problem in problems.items() if problem is not None}


def check_place(field: FormField, value: str, places: Places) -> Text | None:
    """``None`` for what is no place, or none yet."""
    value = canonical(field, value)
    ends = field.kind != "place" or not value or places.is_whole(value)
    return None if ends else text("form_kinds.place", field=field.name)


def check_field(field: FormField, value: str, today: date) -> Text | None:
    """What is wrong with one value as typed, or ``None``. Warnings do not count: see :func:`warn_field`."""
    value = canonical(field, value)
    if not value:
        return text("form.required", field=field.name) if field.required else None
    verdict = _verdict(field, value, today)
    return verdict.reason if isinstance(verdict, Reject) else None


def warn_field(field: FormField, value: str, today: date) -> Text | None:
    """What the citizen should confirm about a value that :func:`check_field` lets pass, or ``None``."""
    value = canonical(field, value)
    verdict = _verdict(field, value, today) if value else Ok()
    return verdict.reason if isinstance(verdict, Warn) else None


def _verdict(field: FormField, value: str, today: date) -> Verdict:
    match field.kind:
        case "phone":
            return _check_phone(field, value)
        case "bank_account":
            return check_bank_account(value)
        case "credit_code":
            return check_credit_code(value)
        case "resident_id":
            return check_resident_id(value, today, frozenset({value[:6]}))
        case _:
            problem = _check_plain(field, value, today)
            return Reject(problem) if problem else Ok()


def _check_phone(field: FormField, value: str) -> Verdict:
    mobile = check_mobile(value)
    if field.id == MOBILE_FIELD or isinstance(mobile, Ok):
        return mobile
    return check_landline(value)


def _check_plain(field: FormField, value: str, today: date) -> Text | None:
    match field.kind:
        case "text" | "long_text":
            return _check_words(field, value)
        case "number" | "money":
            return None if parse_number(field.kind, value) is not None else text(f"form.{field.kind}", field=field.name)
        case "date" | "month":
            return _check_time(field, value, today)
        case "choice":
            return None if value in field.choices else text("form.choice", field=field.name)
        case "region":
            is_code = len(value) == 6 and value.isascii() and value.isdecimal()
            return None if is_code else text("form.region", field=field.name)
        case "yes_no":
            return None if value in ("yes", "no") else text("form.yes_no", field=field.name)
        case "place":
            return None if _PLACE.fullmatch(value) else text("form_kinds.place", field=field.name)
        case "table":
            return _check_table(field, value, today)
        case _:
            return None


def _check_table(field: FormField, value: str, today: date) -> Text | None:
    rows = rows_of(value, len(field.columns))
    if len(rows) > field.max_rows or len(value) > _LONGEST_TEXT:
        return text("form_kinds.too_many_rows", field=field.name, limit=field.max_rows)
    for number, cells in enumerate(rows, 1):
        if len(cells) > len(field.columns):
            return text("form_kinds.too_many_cells", field=field.name, row=number)
        for column, cell in zip(field.columns, cells, strict=True):
            if check_field(column, cell, today) is not None:
                return text("form_kinds.cell", field=field.name, row=number, column=column.name)
    return None


def _check_words(field: FormField, value: str) -> Text | None:
    limit = _LONGEST_TEXT if field.kind == "long_text" else field.max_length
    if len(value) > limit:
        return text("form.too_long", field=field.name, limit=limit)
    if field.only_digits and not (value.isascii() and value.isdecimal()):
        return text("form.digits", field=field.name)
    return None


def _check_time(field: FormField, value: str, today: date) -> Text | None:
    day = parse_day(value) if field.kind == "date" else parse_month(value)
    if day is None:
        return text(f"form.{field.kind}", field=field.name)
    if field.latest == "today" and day > today:
        return text("form.date_future", field=field.name)
    return None
