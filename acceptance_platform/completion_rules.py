"""What a form must say before its submission is complete. Pure."""

from collections.abc import Collection
from datetime import date

from acceptance_platform.form_values import wrong_value
from domain.catalogue.model import Item
from domain.contract.submission import Applicant, SealedForm, SubmissionManifest
from domain.identity.card_check import check_number
from domain.identity.person import kind_of_number
from domain.identity.places import Places
from domain.identity.verdict import Reject, Verdict


def inconsistency(manifest: SubmissionManifest, form: SealedForm, item: Item, today: date, places: Places) -> str:
    """What does not fit together, in words without personal data; empty when all does. Materials apart."""
    stands = [(page.material_id, page.page_no) for page in form.pages]
    rules = (
        (_ids(manifest) == (form.submission_id, form.case_id, form.item_code, form.form_version), "identifiers"),
        (_pages(manifest) == [page.sealed_digest for page in form.pages], "pages"),
        (len(set(stands)) == len(stands), "two pages in one place"),
        (not isinstance(_identity(form.applicant, today), Reject), "the applicant's number"),
        (form.agent is None or not isinstance(_identity(form.agent, today), Reject), "the agent's number"),
        (form.signature is None or form.signature.by == "applicant" or form.agent is not None, "whose signature"),
    )
    wrong = wrong_value(form, item, today, places)
    return next((words for holds, words in rules if not holds), f"the value of {wrong}" if wrong else "")


def has_only(form: SealedForm, item: Item, besides: Collection[str]) -> bool:
    """``item`` as the station knew it; ``besides``: materials that may come although it has none of them."""
    known = {material.id for material in item.materials}.union(besides)
    return known.issuperset(page.material_id for page in form.pages)


def _ids(manifest: SubmissionManifest) -> tuple[str, str, str, str]:
    return (manifest.submission_id, manifest.case_id, manifest.item_code, manifest.form_version)


def _pages(manifest: SubmissionManifest) -> list[str]:
    return [entry.digest for entry in manifest.objects if entry.role == "page"]


def _identity(applicant: Applicant, today: date) -> Verdict:
    return check_number(kind_of_number(applicant.id_kind, applicant.id_number), applicant.id_number, today)
