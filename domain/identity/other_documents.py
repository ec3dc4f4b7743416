"""Documents and numbers other than the resident card. All functions take what a person typed."""

import re
from datetime import date

from domain.identity.mod11_2 import is_whole
from domain.identity.resident_id import birth_of, normalise_id
from domain.identity.verdict import Ok, Reject, Verdict, Warn
from domain.text import Text, text

_HMT_PERMIT = re.compile(r"8[123]0000[0-9]{11}[0-9X]")
_FOREIGNER_2017 = re.compile(r"[A-Z]{3}[0-9]{12}")
_FOREIGNER_2023 = re.compile(r"9[0-9]{16}[0-9X]")
_HOME_RETURN_PERMIT = re.compile(r"[HM][0-9]{8}(?:[0-9]{2})?")
_TAIWAN_PASS = re.compile(r"[0-9]{8}")
_EXIT_PASS = re.compile(r"C[A-HJ-NP-Z0-9][0-9]{7}")
_PASSPORT = re.compile(r"[A-Z0-9]{5,20}")
_MOBILE = re.compile(r"1[3-9][0-9]{9}")
_LANDLINE = re.compile(r"0574-?[0-9]{8}")
_POSTCODE = re.compile(r"315[0-8][0-9]{2}")
_BANK_ACCOUNT = re.compile(r"[0-9]{16,19}")


def check_hmt_permit(number: str, today: date) -> Verdict:
    """港澳台居民居住证: the resident number's form, under 810000, 820000 or 830000."""
    return _dated(_HMT_PERMIT, number, today)


def check_foreigner_2023(number: str, today: date) -> Verdict:
    """外国人永久居留身份证 issued from 2023-12-01: 9, province, nationality, birth, sequence, check."""
    return _dated(_FOREIGNER_2023, number, today)


def check_foreigner_2017(number: str) -> Verdict:
    """外国人永久居留身份证 of 2017, 15 characters; stays valid until it expires."""
    number = normalise_id(number)
    if not _FOREIGNER_2017.fullmatch(number):
        return Reject(text("form.id"))
    month, day = int(number[9:11]), int(number[11:13])
    # The century is not on the number; a leap year lets 29 February stand.
    if not (1 <= month <= 12) or not _is_day(2000, month, day):
        return Reject(text("identity.birth_impossible"))
    return Ok()


def check_home_return_permit(number: str) -> Verdict:
    """来往内地通行证 of Hong Kong and Macao residents."""
    return _shape(_HOME_RETURN_PERMIT, normalise_id(number), text("form.id"))


def check_taiwan_pass(number: str) -> Verdict:
    """台湾居民来往大陆通行证, five years."""
    return _shape(_TAIWAN_PASS, normalise_id(number), text("form.id"))


def check_exit_pass(number: str) -> Verdict:
    """往来港澳通行证 of mainland residents."""
    return _shape(_EXIT_PASS, normalise_id(number), text("form.id"))


def check_passport(number: str) -> Verdict:
    """Length and alphabet only: every country has its own form."""
    return _shape(_PASSPORT, normalise_id(number), text("form.id"))


def normalise_mobile(number: str) -> str:
    """Digits without ``+86``, spaces and hyphens."""
    digits = normalise_id(number).replace("-", "")
    return digits.removeprefix("+86") if digits.startswith("+86") else digits


def check_mobile(number: str) -> Verdict:
    return _shape(_MOBILE, normalise_mobile(number), text("form.mobile"))


def check_landline(number: str) -> Verdict:
    """Ningbo: area code 0574 and eight digits."""
    return _shape(_LANDLINE, normalise_id(number), text("form.phone"))


def check_postcode(number: str) -> Verdict:
    return _shape(_POSTCODE, normalise_id(number), text("form.postcode"))


def check_bank_account(number: str) -> Verdict:
    """16 to 19 digits; accounts that are no cards fail Luhn, so that only warns."""
    digits = normalise_id(number)
    if not _BANK_ACCOUNT.fullmatch(digits):
        return Reject(text("form.bank_account"))
    return Ok() if _luhn(digits) else Warn(text("form.bank_account_warn"))


def _dated(shape: re.Pattern[str], number: str, today: date) -> Verdict:
    number = normalise_id(number)
    if not shape.fullmatch(number) or not is_whole(number):
        return Reject(text("form.id"))
    birth = birth_of(number)
    if birth is None or birth > today:
        return Reject(text("identity.birth_impossible"))
    return Ok()


def _shape(shape: re.Pattern[str], value: str, reason: Text) -> Verdict:
    return Ok() if shape.fullmatch(value) else Reject(reason)


def _is_day(year: int, month: int, day: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True


def _luhn(digits: str) -> bool:
    doubled = (sum(divmod(2 * int(d), 10)) for d in digits[-2::-2])
    return (sum(int(d) for d in digits[-1::-2]) + sum(doubled)) % 10 == 0
