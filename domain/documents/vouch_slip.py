"""A clerk's code for a kiosk on paper, for a terminal away from the clerk's screen: the person masked."""

from domain.contract.presence import AssistanceTicket
from domain.documents.document import Document, Pair, Paragraph, QrCode, Rule, Title
from domain.documents.moments import minute_words
from domain.text import Say, text


def vouch_slip(ticket: AssistanceTicket, masked_person: str, say: Say) -> Document:
    return Document(
        "vouch-slip",
        (
            Title(say(text("vouch_slip.title"))),
            QrCode(ticket.code, say(text("vouch_slip.scan"))),
            Rule(),
            Pair(say(text("vouch_slip.person")), masked_person),
            Pair(say(text("vouch_slip.until")), minute_words(ticket.expires_at)),
            Paragraph(say(text("vouch_slip.hint"))),
        ),
    )
