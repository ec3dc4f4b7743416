"""The receipt of materials (收件凭证): says what was handed in, never that it was accepted."""

from dataclasses import dataclass, field
from datetime import datetime

from domain.calendar.deadlines import ACCEPTANCE_DAYS
from domain.catalogue.model import MaterialSource
from domain.documents.document import Barcode, Block, Document, Emphasis, Pair, Paragraph, QrCode, Rule, Table, Title
from domain.documents.moments import minute_words
from domain.text import Say, text


@dataclass(frozen=True, slots=True)
class MaterialLine:
    name: str
    source: MaterialSource
    pages: int
    """Pages handed in; 0 for what is not paper or comes later."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiptFacts:
    """``applicant_masked`` and ``mobile_masked`` are masked already: paper is left lying about."""

    temporary_no: str
    """Empty for a recovered receipt of a correction: the number stands on the first one."""
    official_no: str = ""
    item_name: str
    applicant_masked: str = field(repr=False)
    mobile_masked: str = field(repr=False)
    node_name: str
    device_no: str
    materials: tuple[MaterialLine, ...]
    handed_in_at: datetime
    """Aware."""
    delivered: bool
    """The platform signed for every page; until then the receipt says it is only saved here."""
    qr_payload: str = field(repr=False)
    reprint: int = 0
    """How often it was printed before."""
    demonstration: bool = False
    recovered_pages: int = 0
    """More than 0: printed after the power was cut, when nothing personal is known any more but the number of pages."""


def submission_receipt(facts: ReceiptFacts, say: Say) -> Document:
    return Document(
        "receipt",
        (
            *_head(facts, say),
            Rule(),
            *_pairs(facts, say),
            Rule(),
            *((_materials(facts, say), Rule()) if facts.materials else ()),
            Paragraph(say(text("documents.receipt_statement", days=ACCEPTANCE_DAYS))),
            Paragraph(say(text("documents.receipt_silence"))),
            Paragraph(say(text("documents.receipt_is_not_acceptance"))),
            QrCode(facts.qr_payload, say(text("documents.receipt_qr"))),
            *((Barcode(facts.temporary_no),) if facts.temporary_no else ()),
            Paragraph(say(text("documents.hotline"))),
        ),
    )


def _head(facts: ReceiptFacts, say: Say) -> tuple[Block, ...]:
    state = text("documents.state_delivered") if facts.delivered else text("documents.state_saved")
    head: list[Block] = [Title(say(text("documents.receipt_title"))), Emphasis(say(state))]
    if not facts.delivered:
        head.append(Paragraph(say(text("documents.receipt_saved_meaning"))))
    if facts.demonstration:
        head.append(Paragraph(say(text("documents.demonstration"))))
    if facts.recovered_pages:
        head.append(Paragraph(say(text("documents.receipt_recovered"))))
    if facts.reprint:
        head.append(Paragraph(say(text("documents.receipt_reprint", times=facts.reprint))))
    return tuple(head)


def _pairs(facts: ReceiptFacts, say: Say) -> list[Pair]:
    rows = (
        (text("documents.label_official_no"), facts.official_no),
        (text("documents.label_temporary_no"), facts.temporary_no),
        (text("documents.label_item"), facts.item_name),
        (text("documents.label_applicant"), facts.applicant_masked),
        (text("documents.label_mobile"), facts.mobile_masked),
        (text("documents.label_handed_in_at"), minute_words(facts.handed_in_at)),
        (text("documents.label_pages"), str(facts.recovered_pages or "")),
        (text("documents.label_node"), facts.node_name),
        (text("documents.label_device"), facts.device_no),
    )
    return [Pair(say(label), value) for label, value in rows if value]


def _materials(facts: ReceiptFacts, say: Say) -> Table:
    headings = (("number", 12), ("material", 48), ("source", 24), ("pages", 16))
    rows = (
        (str(number), line.name, say(text(f"documents.source_{line.source}")), str(line.pages) if line.pages else "-")
        for number, line in enumerate(facts.materials, 1)
    )
    return Table(tuple((say(text(f"documents.column_{name}")), width) for name, width in headings), tuple(rows))
