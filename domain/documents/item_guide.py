"""The guide of an item to take along: on paper, and as words in a QR code that any phone reads without a network."""

from collections.abc import Iterable

from domain.catalogue.model import Item
from domain.documents.document import Block, Document, Pair, Paragraph, QrCode, Rule, Table, Title
from domain.text import Say, text

MOST_BYTES = 720
"""Of UTF-8 in the code: a code of 109 modules (ISO/IEC 18004 version 23, level M), still read from a slip of 80 mm."""


def guide_slip(item: Item, authority: str, answers: tuple[str, ...], say: Say) -> Document:
    """``authority``: empty while the region is not known. ``item``: with the materials the answers leave."""
    return Document(
        "guide",
        (
            Title(item.name),
            *(Pair(label, value) for label, value in _facts(item, authority, answers, say)),
            Rule(),
            *_materials(item, say),
            QrCode(take_away(item, authority, answers, say), say(text("guide_slip.scan"))),
            Paragraph(say(text("documents.hotline"))),
        ),
    )


def take_away(item: Item, authority: str, answers: tuple[str, ...], say: Say) -> str:
    """Lines of words; what does not fit is left off and said so."""
    facts = [f"{label}: {value}" for label, value in _facts(item, authority, answers, say)]
    materials = [f"{number}. {material.name}" for number, material in enumerate(item.materials, 1)]
    return _fitting((item.name, *facts, *materials), say(text("guide_slip.more")))


def _facts(item: Item, authority: str, answers: tuple[str, ...], say: Say) -> list[tuple[str, str]]:
    where = authority or say(text("guide.authority_open", department=item.department))
    return [
        *((say(text("guide.scenario")), answer) for answer in answers),
        (say(text("guide.authority")), where),
        (say(text("guide.time")), say(text("guide.times", promised=item.promised_text, legal=item.legal_text))),
        (say(text("guide.fee")), item.fee),
    ]


def _materials(item: Item, say: Say) -> tuple[Block, ...]:
    if not item.materials:
        return ()
    columns = ((say(text("documents.column_material")), 62), (say(text("documents.column_source")), 38))
    rows = tuple((m.name, say(text(f"documents.source_{m.source}"))) for m in item.materials)
    return Table(columns, rows), Rule()


def _fitting(lines: Iterable[str], more: str) -> str:
    kept: list[str] = []
    for line in lines:
        if len("\n".join((*kept, line, more)).encode()) > MOST_BYTES:
            return "\n".join((*kept, more))
        kept.append(line)
    return "\n".join(kept)
