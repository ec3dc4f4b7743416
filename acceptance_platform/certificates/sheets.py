"""What the sheets say."""

from datetime import datetime

from acceptance_platform.certificates.registers import LicenceEntry
from acceptance_platform.paper.pdf_file import signed_pdf
from acceptance_platform.paper.seal import Seal
from acceptance_platform.paper.sheet import draw
from domain.catalogue.model import Item
from domain.contract.submission import Applicant
from domain.documents.document import Block, Document, Emphasis, Pair, Paragraph, QrCode, Rule, Title
from domain.documents.moments import minute_words
from domain.identity.masking import mask_id
from domain.text import Say, text


class Printing:
    def __init__(self, say: Say, seal: Seal, *, demonstration: bool) -> None:
        self._say = say
        self._seal = seal
        self._demonstration = demonstration

    def certificate(
        self, item: Item, person: Applicant, facts: tuple[tuple[str, str], ...], named: tuple[str, str, str],
        at: datetime,
    ) -> bytes:  # fmt: skip
        """``named``: number, verify code, purpose."""
        number, code, purpose = named
        say = self._say
        blocks: list[Block] = [Title(item.result or item.name)]
        blocks += [
            Pair(say(text("certificate.holder")), person.name),
            Pair(say(text("certificate.number_of_id")), mask_id(person.id_number)),
            *(Pair(label, value) for label, value in facts),
            Rule(),
            Paragraph(say(text("certificate.statement", department=item.department, purpose=purpose))),
            Pair(say(text("certificate.issuer")), item.department),
            Pair(say(text("certificate.no")), number),
            Pair(say(text("certificate.issued_at")), minute_words(at)),
            QrCode(f"OWV1:{code}", say(text("certificate.verify", code=code))),
        ]
        return self._pdf(Document("certificate", tuple(blocks)), purpose, at)

    def licence_copy(self, entry: LicenceEntry, purpose: str, at: datetime) -> bytes:
        say = self._say
        blocks: list[Block] = [
            Title(entry.name),
            *(Pair(label, value) for label, value in entry.facts),
            Rule(),
            Pair(say(text("certificate.issuer")), entry.issuer),
            Pair(say(text("certificate.issued_on")), entry.issued_on),
            Pair(say(text("certificate.valid_to")), entry.valid_to or say(text("certificate.without_end"))),
            Pair(say(text("certificate.licence_no")), entry.licence_id),
            Paragraph(say(text("certificate.copy", purpose=purpose, at=minute_words(at)))),
        ]
        return self._pdf(Document("licence-copy", tuple(blocks)), purpose, at)

    def _pdf(self, document: Document, purpose: str, at: datetime) -> bytes:
        if self._demonstration:
            notice = Emphasis(self._say(text("documents.demonstration")))
            document = Document(document.name, (*document.blocks, notice))
        return signed_pdf(draw(document, self._say(text("certificate.only_for", purpose=purpose))), at, self._seal.sign)
