"""Contract v1 as bytes: whoever changes a message changes a sample, and sees it in review."""

import json
from pathlib import Path
from typing import Any

import pytest
from golden_samples import FOLDER, messages, sample
from pydantic import ValidationError

from domain.contract.enrolment import EnrolmentTicket
from domain.contract.submission import SubmissionManifest
from domain.contract.wire import Wire

MESSAGES = messages()
REQUIRED: dict[str, list[str]] = json.loads((Path(__file__).parent / "required_fields.json").read_text("utf-8"))


def test_every_message_has_a_sample_and_every_sample_a_message() -> None:
    assert {path.stem for path in FOLDER.glob("*.json")} == set(MESSAGES)


@pytest.mark.parametrize("stem", sorted(MESSAGES))
def test_a_sample_comes_back_exactly(stem: str) -> None:
    body = sample(stem)
    message = MESSAGES[stem].model_validate_json(body)
    assert json.loads(message.model_dump_json()) == json.loads(body)
    assert MESSAGES[stem].model_validate_json(message.model_dump_json()) == message


@pytest.mark.parametrize("stem", sorted(MESSAGES))
def test_a_sample_shows_every_field(stem: str) -> None:
    assert set(json.loads(sample(stem))) == set(MESSAGES[stem].model_fields)


def test_the_required_fields_are_those_written_down() -> None:
    found = {
        stem: sorted(n for n, f in kind.model_fields.items() if f.is_required()) for stem, kind in MESSAGES.items()
    }
    assert found == REQUIRED


@pytest.mark.parametrize(("stem", "field"), [(stem, field) for stem in sorted(REQUIRED) for field in REQUIRED[stem]])
def test_a_message_without_a_required_field_is_refused(stem: str, field: str) -> None:
    content: dict[str, Any] = json.loads(sample(stem))
    del content[field]
    with pytest.raises(ValidationError):
        MESSAGES[stem].model_validate(content)


@pytest.mark.parametrize("stem", sorted(MESSAGES))
def test_a_newer_platform_may_say_more(stem: str) -> None:
    content = json.loads(sample(stem))
    known = MESSAGES[stem].model_validate_json(json.dumps(content))
    assert MESSAGES[stem].model_validate_json(json.dumps(content | {"of_tomorrow": [1]})) == known


@pytest.mark.parametrize(
    ("stem", "change"),
    [
        ("case_progress", {"state": "LOST"}),
        ("submission_status", {"state": "perhaps"}),
        ("decision", {"action": "burn"}),
        ("sealed_object", {"size": 0}),
        ("sealed_object", {"digest": "A" * 64}),
        ("case_progress", {"received_at": "2026-11-20T09:05:00"}),
        ("sealed_form", {"region": "海曙区"}),
    ],
)
def test_what_nobody_knows_is_never_read_as_something_else(stem: str, change: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        MESSAGES[stem].model_validate_json(json.dumps(json.loads(sample(stem)) | change))


def test_a_message_cannot_be_changed_once_read() -> None:
    message: Wire = SubmissionManifest.model_validate_json(sample("submission_manifest"))
    with pytest.raises(ValidationError):
        message.kind = "correction"  # type: ignore[attr-defined]


def test_nothing_on_the_open_line_tells_a_person() -> None:
    """The manifest travels unsealed: it names objects, never applicants."""
    applicant = json.loads(sample("applicant"))
    manifest = sample("submission_manifest")
    assert not [name for name, value in applicant.items() if str(value) in manifest and name != "id_kind"]


def test_an_enrolment_ticket_is_one_line() -> None:
    ticket = EnrolmentTicket.model_validate_json(sample("enrolment_ticket"))
    assert EnrolmentTicket.decode(ticket.encode() + "\n") == ticket


@pytest.mark.parametrize("line", ["", "OWE1", "OWE1|https://x|y", "OW1|https://x|" + "a" * 64 + "|c", "OWE1|u|short|c"])
def test_anything_else_is_no_ticket(line: str) -> None:
    with pytest.raises(ValueError, match=r"ticket|pattern"):
        EnrolmentTicket.decode(line)
