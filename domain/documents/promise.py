"""The promise (承诺书) an applicant signs before papers are tolerated missing; two copies, one stays with the file."""

from collections.abc import Sequence
from datetime import date

from domain.contract.clerk import CaseFile
from domain.documents.document import Block, Document, Pair, Paragraph, Rule, Table, Title
from domain.text import Say, text


def promise(file: CaseFile, papers: Sequence[str], supply_by: date, say: Say) -> Document:
    """``papers``: names of the materials that follow."""
    pairs = (
        (text("documents.label_applicant"), file.applicant.name),
        (text("documents.label_official_no"), file.item.official_no),
        (text("documents.label_item"), file.item.item_name),
        (text("documents.label_authority"), file.item.authority),
    )
    return Document(
        "tolerance-promise",
        (
            Title(say(text("documents.promise_title"))),
            Rule(),
            *(Pair(say(label), value) for label, value in pairs),
            Rule(),
            Paragraph(say(text("documents.promise_statement"))),
            *owed_papers(papers, supply_by, say),
            Rule(),
            Paragraph(say(text("documents.promise_signed"))),
            Paragraph(say(text("documents.promise_copies"))),
        ),
    )


def owed_papers(papers: Sequence[str], supply_by: date | None, say: Say) -> list[Block]:
    headings = ((say(text("documents.column_number")), 16), (say(text("documents.column_material")), 84))
    return [
        Table(headings, tuple((str(number), name) for number, name in enumerate(papers, 1))),
        Pair(say(text("documents.label_supply_by")), supply_by.isoformat() if supply_by else ""),
        Paragraph(say(text("documents.tolerance_consequence"))),
    ]
