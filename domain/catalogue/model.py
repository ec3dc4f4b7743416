"""What an item (事项) is to the software: data, versioned, never code."""

from dataclasses import dataclass
from typing import Literal

from domain.contract.enrolment import Node

KioskClass = Literal["P", "D", "S", "A", "W"]
"""P print on the spot, D declare and finish automatically, S declare with materials, A the kiosk only
prepares and a window verifies, W window only."""
Necessity = Literal["required", "optional", "tolerable"]
Tone = Literal["as_scanned", "colour", "grey", "bilevel"]
MaterialSource = Literal["card", "licence", "applicant", "form", "department"]
FieldKind = Literal["text", "long_text", "number", "money", "date", "month", "choice", "phone", "bank_account",
                    "region", "place", "credit_code", "resident_id", "yes_no", "table"]  # fmt: skip
"""``region``: a district of the city, which decides who is competent. ``place``: from province to village."""


@dataclass(frozen=True, slots=True)
class Material:
    id: str
    """Unique in the item, e.g. ``m1``."""
    name: str
    source: MaterialSource
    necessity: Necessity
    card_copy: bool = False
    """The item permits a copy of the identity card here, with its purpose written across it."""
    tone: Tone = "as_scanned"
    """What its pages are handed in as where a clerk chose nothing else."""

    @property
    def to_scan(self) -> bool:
        """The citizen brings paper for it; a card is read by its chip and never copied by default."""
        return self.source in ("applicant", "department")


@dataclass(frozen=True, slots=True)
class FormField:
    id: str
    """Unique in the item, e.g. ``f1``; common fields: ``mobile``, ``address``, ``region``."""
    name: str
    kind: FieldKind
    required: bool = True
    choices: tuple[str, ...] = ()
    prefill: Literal["", "name", "id_number", "address", "region"] = ""
    """What of the card fills it."""
    licence: str = ""
    """What of an e-licence fills it, where the citizen agrees: the licence's name and what it says, ``户口簿/住址``."""
    hint: str = ""
    latest: Literal["", "today"] = ""
    """``today``: the date or month must not lie in the future."""
    only_digits: bool = False
    max_length: int = 100
    """Characters, of ``text``; a ``long_text`` may have 2000."""
    columns: tuple["FormField", ...] = ()
    """Of a ``table``, and of nothing else; no column is a table or a region."""
    max_rows: int = 10
    """Of a ``table``."""


@dataclass(frozen=True, slots=True)
class Scenario:
    """One answer to one question (情形). Answers with the same parent and question are the options of it;
    a parent may lead to more than one question, and all of them are asked."""

    id: str
    """Unique in the item, e.g. ``s1``; never empty."""
    parent: str
    """The id of the answer after which the question is asked; empty: it is asked of everybody."""
    question: str
    option: str


@dataclass(frozen=True, slots=True)
class MaterialRule:
    """Once ``scenario_id`` is chosen, this holds in place of the material's own necessity."""

    material_id: str
    scenario_id: str
    necessity: Necessity | Literal["not_needed"]


@dataclass(frozen=True, slots=True)
class Item:
    code: str
    """Stable text; for the demonstration catalogue ``DEMO-016`` and so on."""
    no: int
    name: str
    department: str
    """City-level name of the competent department; the authority of a district is derived from it."""
    applicants: tuple[Literal["person", "legal_person"], ...]
    kind: str
    immediate: bool
    """即办件."""
    legal_days: int | None
    legal_text: str
    promised_days: int | None
    promised_text: str
    fee: str
    kiosk_class: KioskClass
    materials: tuple[Material, ...]
    fields: tuple[FormField, ...]
    result: str
    note: str
    form_version: str
    """Digest of the fields: a case keeps the version it was filled with."""
    pinyin: str = ""
    initials: str = ""
    scenarios: tuple[Scenario, ...] = ()
    """In the order in which questions are asked and options are shown."""
    rules: tuple[MaterialRule, ...] = ()
    signed: bool = False
    """Who hands it in signs the application by hand (ADR 13)."""

    @property
    def asks(self) -> tuple[object, ...]:
        """What has to be filled in, brought and signed; names and periods apart."""
        return (self.form_version, self.materials, self.scenarios, self.rules, self.signed)


@dataclass(frozen=True, slots=True)
class Region:
    code: str
    name: str


@dataclass(frozen=True, slots=True)
class Theme:
    """高效办成一件事: items that one event of life or business needs together."""

    code: str
    name: str
    lead: str
    """City-level name of the department that leads (牵头部门)."""
    members: tuple[str, ...]
    """Item codes in the order in which they are carried out. A catalogue may hold only some of them: see
    :meth:`Catalogue.whole_themes`."""
    pinyin: str = ""
    initials: str = ""


@dataclass(frozen=True, slots=True)
class Catalogue:
    version: str
    demonstration: bool
    """True until a city's own implementing list is imported; screens then say 演示数据."""
    items: tuple[Item, ...]
    regions: tuple[Region, ...]
    """Districts and counties of the city, in code order."""
    nodes: tuple[Node, ...]
    themes: tuple[Theme, ...] = ()

    def item(self, code: str) -> Item:
        """Raises ``KeyError``."""
        return {item.code: item for item in self.items}[code]

    def whole_themes(self) -> tuple[Theme, ...]:
        """Those that can be offered: every member is an item here."""
        known = {item.code for item in self.items}
        return tuple(theme for theme in self.themes if known.issuperset(theme.members))

    def region_name(self, code: str) -> str:
        """Raises ``KeyError``."""
        return {region.code: region.name for region in self.regions}[code]
