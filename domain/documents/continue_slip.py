"""What an application that was put away is found by: nothing of the person, nothing of the matter."""

from datetime import datetime

from domain.documents.document import Document, Emphasis, Pair, Paragraph, QrCode, Rule, Title
from domain.documents.moments import minute_words
from domain.text import Say, text


def continue_slip(code: str, saved_at: datetime, say: Say) -> Document:
    return Document(
        "continue-slip",
        (
            Title(say(text("continue_slip.title"))),
            Emphasis(code),
            QrCode(code, say(text("continue_slip.scan"))),
            Rule(),
            Pair(say(text("continue_slip.saved_at")), minute_words(saved_at)),
            Paragraph(say(text("continue_slip.hint"))),
        ),
    )
