"""The slip of a handover (送达回执) and the label of a courier's parcel."""

from dataclasses import dataclass, field

from domain.contract.handover import HandoverFacts
from domain.documents.document import Barcode, Document, Pair, Paragraph, Rule, Title
from domain.documents.moments import minute_words
from domain.text import Say, text


@dataclass(frozen=True, slots=True)
class CourierLabel:
    """As the recipient said it at the counter: printed, kept nowhere."""

    tracking_no: str
    name: str = field(repr=False)
    phone: str = field(repr=False)
    address: str = field(repr=False)


def handover_slip(facts: HandoverFacts, say: Say, *, reprint: bool = False) -> Document:
    recipient = facts.recipient_name or facts.applicant_masked
    rows = (
        ("official_no", facts.official_no),
        ("item", facts.item_name),
        ("applicant", facts.applicant_masked),
        ("way", say(text(f"window_handover.way_{facts.way}"))),
        ("recipient", f"{recipient}（{say(text(f'window_handover.recipient_{facts.recipient}'))}）"),
        ("tracking", facts.tracking_no),
        ("at", minute_words(facts.handed_over_at)),
        ("node", facts.node_name),
        ("clerk", facts.clerk_name),
    )
    again = (Paragraph(say(text("window_handover.slip_again"))),) if reprint else ()
    return Document(
        "handover-slip",
        (
            Title(say(text("window_handover.slip_title"))),
            *again,
            Rule(),
            *(Pair(say(text(f"window_handover.slip_{name}")), value) for name, value in rows if value),
            Rule(),
            Paragraph(say(text(f"window_handover.slip_{facts.way}_statement"))),
        ),
    )


def courier_label(label: CourierLabel, sender: str, say: Say) -> Document:
    """``sender``: the hall the parcel comes from."""
    rows = (("to", label.name), ("phone", label.phone), ("address", label.address), ("from", sender))
    return Document(
        "courier-label",
        (
            Title(say(text("window_handover.label_title"))),
            *(Pair(say(text(f"window_handover.label_{name}")), value) for name, value in rows if value),
            Rule(),
            *((Barcode(label.tracking_no),) if label.tracking_no.isascii() else ()),
            Pair(say(text("window_handover.slip_tracking")), label.tracking_no),
        ),
    )
