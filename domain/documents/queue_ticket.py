"""The ticket of a queue."""

from domain.contract.appointment import QueueTicket
from domain.documents.document import Document, Emphasis, Pair, Paragraph, Rule, Title
from domain.documents.moments import minute_words
from domain.text import Say, text


def queue_ticket(ticket: QueueTicket, say: Say) -> Document:
    return Document(
        "queue-ticket",
        (
            Title(ticket.number),
            Emphasis(say(text("queue_ticket.waiting", n=ticket.waiting))),
            Rule(),
            Pair(say(text("queue_ticket.node")), ticket.node_name),
            Pair(say(text("queue_ticket.taken_at")), minute_words(ticket.taken_at)),
            Paragraph(say(text("queue_ticket.hint"))),
        ),
    )
