"""How personal data is shown where others may look (the rules of 浙里办)."""

import re

STAR = "*"
_LONG_NUMBER = re.compile(r"\d{6,}[\dXx]")

_ADDRESS = re.compile(
    r"^(?:[^省市区县]{2,3}省|[^省市区县]{2,5}自治区|[^省市区县]{2}特别行政区)?"
    r"(?:[^市区县街道路镇乡村号弄\d]{2,10}(?<![超菜城夜门])市)?"
    r"(?:[^市区县街道路镇乡村号弄\d]{1,10}(?:(?<![小社园])区|县|(?<![超菜城夜门])市))?"
)


def mask_name(name: str) -> str:
    """``*大友``: the first character is hidden."""
    return STAR + name[1:] if name else ""


def mask_id_strong(number: str) -> str:
    """``3****************X``: first and last character; for screens that face the public."""
    return _keep(number, 1, 1)


def mask_id(number: str) -> str:
    """``3***23197402*****X``: positions 1, 5-12 and 18; any other length as :func:`mask_other_id`."""
    if len(number) != 18:
        return mask_other_id(number)
    return number[0] + STAR * 3 + number[4:12] + STAR * 5 + number[17]


def mask_other_id(number: str) -> str:
    """First and last third."""
    third = len(number) // 3
    return _keep(number, third, third)


def mask_mobile(number: str) -> str:
    """``137****9050``."""
    return _keep(number, 3, 4)


def mask_landline(number: str) -> str:
    """``0574-****1234``; without an area code only the last four digits stay."""
    area, dash, local = number.rpartition("-")
    return area + dash + STAR * 4 + local[-4:] if len(local) > 4 else area + dash + STAR * len(local)


def mask_bank_card(number: str) -> str:
    """First six and last four digits."""
    return _keep(number, 6, 4)


def mask_address(address: str) -> str:
    """Down to the district, county or county-level city; the rest is six stars, whatever its length."""
    match = _ADDRESS.match(address)
    shown = match.group() if match else ""
    return shown + STAR * 6 if len(address) > len(shown) else shown


def mask_numbers(value: str) -> str:
    """Of every run of seven digits or more the first three and the last two: phones, accounts, documents in a table."""
    return _LONG_NUMBER.sub(lambda found: _keep(found.group(), 3, 2), value)


def mask_field(field_id: str, kind: str, value: str) -> str:
    """The value of a form field as a screen shows it by default; ``kind`` as in ``domain.catalogue.model``."""
    if field_id == "address":
        return mask_address(value)
    rules = {"phone": mask_mobile, "bank_account": mask_bank_card, "resident_id": mask_id, "table": mask_numbers}
    return rules[kind](value) if kind in rules and value else value


def _keep(value: str, first: int, last: int) -> str:
    """Stars for all but the ends; all stars when the ends would leave nothing hidden."""
    hidden = len(value) - first - last
    if hidden <= 0:
        return STAR * len(value)
    return value[:first] + STAR * hidden + value[len(value) - last :]
