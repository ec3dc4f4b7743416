"""What a citizen would write on a line: for most of the monkey's words the right kind, else no form would ever end."""

import random
from collections.abc import Iterable, Mapping

from domain.catalogue.model import Catalogue, FieldKind, FormField

_BY_KIND: Mapping[FieldKind, tuple[str, ...]] = {
    "text": ("测试", "鼓楼街道中山西路1号", "20260001"),
    "long_text": ("测试一段说明",),
    "number": ("3", "12", "0"),
    "money": ("4058.67", "120"),
    "phone": ("13800000000", "057487000000"),
    "bank_account": ("6222020200112233444",),
    "credit_code": ("91330200MA0AAAA01W",),
    "resident_id": ("330203190001010013", "33020319000101003X"),
}
_BY_NAME: Mapping[str, tuple[str, ...]] = {
    "identify.typed_name": ("李测试", "王测试"),
    "identify.typed_number": ("330203190001010013", "33020319000101003X"),
    "behalf.name": ("赵测试", "宁波某某商贸有限公司"),
    "behalf.number": ("330226196006010006",),
    "behalf.code": ("91330200MA0AAAA01W",),
}
_NONSENSE = ("", "x", "12345678901234567890", "😀", "　", "A" * 200, "𠮷野")


class Words:
    def __init__(self, catalogue: Catalogue, dice: random.Random) -> None:
        self._dice = dice
        self._initials = [item.initials for item in catalogue.items]
        self._with_questions = [item.initials for item in catalogue.items if item.scenarios]
        self._kinds = {field.name: field for item in catalogue.items for field in _flat(item.fields)}

    def for_line(self, name: str, label: str) -> str:
        """``name``: of the line; ``label``: what stands above it."""
        if self._dice.random() < 0.1:
            return self._dice.choice(_NONSENSE)
        if name == "search.input":
            initials = self._with_questions if self._dice.random() < 0.3 else self._initials
            return self._dice.choice(initials)[: self._dice.randrange(2, 7)]
        # An optional field says so behind its name.
        field = next((self._kinds[known] for known in self._kinds if label.startswith(known)), None)
        if field is not None:
            return "20260001" if field.only_digits else self._dice.choice(_BY_KIND.get(field.kind, ("测试",)))
        return self._dice.choice(_BY_NAME.get(name, ("ABCD2345",)))


def _flat(fields: Iterable[FormField]) -> Iterable[FormField]:
    for field in fields:
        yield field
        yield from field.columns
