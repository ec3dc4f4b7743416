"""The notices of a department: accepted (受理, 容缺受理), to be corrected (补正), not accepted (不予受理)."""

from domain.contract.clerk import NoticeFacts
from domain.documents.document import Block, Document, Emphasis, Pair, Paragraph, Rule, Table, Title
from domain.documents.moments import day_text, minute_words
from domain.documents.promise import owed_papers
from domain.text import Say, Text, text


def notice(facts: NoticeFacts, say: Say) -> Document:
    match facts.kind:
        case "acceptance":
            middle = _acceptance(facts, say)
        case "tolerance":
            middle = [*_acceptance(facts, say), *_tolerance(facts, say)]
        case "correction":
            middle = _correction(facts, say)
        case "rejection":
            middle = _rejection(facts, say)
        case "not_competent":
            middle = _not_competent(facts, say)
        case "result":
            middle = _result(facts, say)
    return Document(f"notice-{facts.kind}", (*_head(facts, say), *middle, *_foot(facts, say)))


def _head(facts: NoticeFacts, say: Say) -> list[Block]:
    rows = (
        (text("documents.label_applicant"), facts.applicant_name),
        (text("documents.label_official_no"), facts.official_no),
        (text("documents.label_item"), facts.item_name),
        (text("documents.label_handed_in_at"), minute_words(facts.received_at)),
        (text("documents.label_node"), facts.node_name),
    )
    pairs: list[Block] = [Pair(say(label), value) for label, value in rows if value]
    return [Title(say(text(f"documents.{facts.kind}_title"))), Paragraph(facts.document_no), Rule(), *pairs, Rule()]


def _acceptance(facts: NoticeFacts, say: Say) -> list[Block]:
    periods: list[tuple[Text, str]] = []
    if facts.legal_days is not None:
        periods.append((text("documents.label_legal_period"), _period(facts.legal_days, say)))
    if facts.promised_days is not None:
        periods.append((text("documents.label_promised_period"), _period(facts.promised_days, say)))
    if facts.decide_due_on:
        periods.append((text("documents.label_decide_due_on"), facts.decide_due_on))
    return [
        Emphasis(say(text("documents.state_accepted"))),
        Paragraph(say(text(f"documents.{facts.kind}_statement"))),
        *(Pair(say(label), value) for label, value in periods),
        Paragraph(say(text("documents.acceptance_excluded"))),
    ]


def _period(days: int, say: Say) -> str:
    return say(text("documents.working_days", days=days) if days else text("documents.immediately"))


def _correction(facts: NoticeFacts, say: Say) -> list[Block]:
    """Everything at once, in one list (行政许可法 Art 32)."""
    headings = (("number", 12), ("point", 36), ("reason", 52))
    rows = tuple((str(number), point.name, point.reason) for number, point in enumerate(facts.points, 1))
    return [
        Paragraph(say(text("documents.correction_statement", count=len(rows)))),
        Table(tuple((say(text(f"documents.column_{name}")), width) for name, width in headings), rows),
        Paragraph(say(text("documents.correction_how"))),
        Paragraph(say(text("documents.correction_date"))),
    ]


def _rejection(facts: NoticeFacts, say: Say) -> list[Block]:
    return [
        Paragraph(say(text("documents.rejection_statement"))),
        Pair(say(text("documents.label_reason")), facts.reason),
        Paragraph(say(text("documents.rejection_remedies"))),
    ]


def _tolerance(facts: NoticeFacts, say: Say) -> list[Block]:
    return owed_papers([point.name for point in facts.points], facts.supply_by, say)


def _not_competent(facts: NoticeFacts, say: Say) -> list[Block]:
    reason = [Pair(say(text("documents.label_reason")), facts.reason)] if facts.reason else []
    return [
        Paragraph(say(text("documents.not_competent_statement"))),
        Pair(say(text("documents.label_competent_body")), facts.competent_body),
        *reason,
        Paragraph(say(text("documents.rejection_remedies"))),
    ]


def _result(facts: NoticeFacts, say: Say) -> list[Block]:
    reason = [Pair(say(text("documents.label_reason")), facts.reason)] if facts.reason else []
    remedies = [] if facts.outcome == "granted" else [Paragraph(say(text("documents.rejection_remedies")))]
    return [
        Emphasis(say(text(f"documents.outcome_{facts.outcome}"))),
        Paragraph(say(text(f"documents.outcome_{facts.outcome}_statement"))),
        *reason,
        *remedies,
    ]


def _foot(facts: NoticeFacts, say: Say) -> list[Block]:
    signature: tuple[Text, ...] = (text("documents.seal"), text("documents.signed_for"))
    return [
        Rule(),
        Pair(say(text("documents.label_authority")), facts.authority),
        Pair(say(text("documents.label_date")), say(day_text(facts.decided_at))),
        *(Paragraph(say(line)) for line in signature),
        Paragraph(say(text("documents.hotline"))),
    ]
