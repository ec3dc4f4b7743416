"""Checks what was filled in, field by field; what stands here holds on every screen and on the platform."""

from collections.abc import Mapping
from datetime import date

from domain.catalogue.canonical import canonical, parse_day, parse_month, parse_number
from domain.catalogue.model import FormField, Item, Region
from domain.identity.credit_code import check_credit_code
from domain.identity.other_documents import check_bank_account, check_landline, check_mobile
from domain.identity.resident_id import check_resident_id
from domain.identity.verdict import Ok, Reject, Verdict, Warn
from domain.text import Text, text

__all__ = ["canonical", "check_field", "check_form", "warn_field"]

MOBILE_FIELD = "mobile"
_LONGEST_TEXT = 2000


def check_form(item: Item, values: Mapping[str, str], today: date, regions: tuple[Region, ...]) -> dict[str, Text]:
    """What is wrong, by field id; empty when the form may be handed in."""
    problems = {field.id: check_field(field, values.get(field.id, ""), today) for field in item.fields}
    codes = {region.code for region in regions}
    for field in item.fields:
        value = canonical(field, values.get(field.id, ""))
        if field.kind == "region" and value and value not in codes:
            problems[field.id] = text("form.region", field=field.name)
    return {key: problem for key, problem in problems.items() if problem is not None}


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
        case _:
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
