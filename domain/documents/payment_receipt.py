"""What a citizen takes home of a payment: the numbers by which the fiscal e-receipt is fetched."""

from domain.contract.payment import Payment
from domain.documents.document import Document, Pair, Paragraph, Rule, Title
from domain.documents.moments import minute_words
from domain.text import Say, text


def payment_receipt(payment: Payment, say: Say) -> Document:
    bill = payment.bill
    amount = say(text("common.yuan", amount=f"{bill.cents // 100}.{bill.cents % 100:02d}"))
    paid_at = (Pair(say(text("payment.paid_at")), minute_words(payment.paid_at)),) if payment.paid_at else ()
    return Document(
        "payment-receipt",
        (
            Title(say(text("payment.receipt_title"))),
            Rule(),
            Pair(say(text("payment.purpose")), bill.purpose),
            Pair(say(text("payment.unit")), bill.unit),
            Pair(say(text("payment.bill_no")), bill.bill_no),
            Pair(say(text("payment.amount")), amount),
            Pair(say(text("payment.receipt_no")), payment.receipt_no),
            *paid_at,
            Rule(),
            Paragraph(say(text("payment.receipt_statement"))),
        ),
    )
