"""The list that goes with the paper to a department (材料移交清单), to be signed by both sides."""

from domain.contract.transfer import TransferList
from domain.documents.document import Barcode, Document, Emphasis, Pair, Paragraph, Rule, Table, Title
from domain.text import Say, text


def transfer_list(facts: TransferList, say: Say) -> Document:
    pairs = (("number", facts.list_no), ("day", facts.day.isoformat()), ("from", facts.node_name),
             ("to", facts.authority), ("cases", str(len(facts.cases))))  # fmt: skip
    columns = (("no", 10), ("case", 34), ("papers", 56))
    rows = tuple(
        (
            str(number),
            f"{case.official_no}\n{case.item_name} {case.applicant_masked}",
            "\n".join(say(text("transfer.paper", name=paper.name, n=paper.pages)) for paper in case.papers),
        )
        for number, case in enumerate(facts.cases, 1)
    )
    again = (Emphasis(say(text("transfer.again", n=facts.printed_before))),) if facts.printed_before else ()
    return Document(
        "transfer-list",
        (
            Title(say(text("transfer.title"))),
            *again,
            *(Pair(say(text(f"transfer.{name}")), value) for name, value in pairs),
            Rule(),
            Table(tuple((say(text(f"transfer.column_{name}")), width) for name, width in columns), rows),
            Rule(),
            Paragraph(say(text("transfer.given"))),
            Paragraph(say(text("transfer.taken"))),
            *((Barcode(facts.list_no),) if facts.list_no.isascii() else ()),
        ),
    )
