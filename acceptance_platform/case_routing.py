"""What a case's form tells of it: which authority decides, and for whom it is."""

from collections.abc import Mapping

from sqlalchemy import Connection

from acceptance_platform import cases
from domain.case.routing import Authority
from domain.contract.submission import SealedForm
from domain.identity.masking import mask_name


def known_by(form: SealedForm, authority: Authority) -> Mapping[str, object]:
    """Columns of the case. The authority is that of the applicant's region, wherever it was handed in."""
    return {
        "region": form.region,
        "authority_code": authority.code,
        "authority_name": authority.name,
        "applicant_masked": _shown(form),
    }


def withdraw(connection: Connection, case_id: str) -> None:
    """A hand-in that turned out unfit is in nobody's worklist."""
    nothing = dict.fromkeys(("region", "authority_code", "authority_name", "applicant_masked"), "")
    cases.revise(connection, case_id, nothing)


def _shown(form: SealedForm) -> str:
    """A body has no privacy; a person has."""
    return form.organisation.name if form.organisation else mask_name(form.applicant.name)
