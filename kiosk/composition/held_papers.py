"""What the platform holds of a person that answers for a material, and its pages."""

import base64
import logging

from domain.catalogue.held import answers
from domain.failures import Failure
from domain.identity.person import Person
from kiosk.composition.drawn_pages import pictures_of
from kiosk.composition.workbench import Personal
from kiosk.journeys.materials.flow import HeldPaper, Picture

_log = logging.getLogger(__name__)


def held_for(personal: Personal, person: Person, material_name: str) -> tuple[HeldPaper, ...]:
    """E-licences that are valid, then papers of earlier cases. On the line's worker; raises ``Failure``."""
    try:
        licences = personal.licences(person).licences
    except Failure as failure:
        # A city may have connected no licences and keep papers all the same; without a line those fail too.
        _log.info("no licences: %s", failure.code.value)
        licences = ()
    found = [
        HeldPaper("licence", one.licence_id, one.name, one.issuer, one.issued_on)
        for one in licences
        if one.valid and answers(material_name, one.name)
    ]
    found += [
        HeldPaper("paper", one.paper_id, one.name, one.item_name, one.handed_in_on, len(one.pages))
        for one in personal.papers(person).papers
        if answers(material_name, one.name)
    ]
    return tuple(found)


def fetch_held(personal: Personal, person: Person, paper: HeldPaper, purpose: str) -> tuple[Picture, ...]:
    """On the line's worker; raises ``Failure``. A copy of a licence comes from its issuer (grade A);
    a page that is used again keeps the grade it had."""
    if paper.kind == "licence":
        copy = personal.licence_copy(person, paper.id, purpose)
        return pictures_of("application/pdf", base64.b64decode(copy.pdf), "A")
    papers = personal.papers(person).papers
    pages = next((one.pages for one in papers if one.paper_id == paper.id), ())
    return tuple(
        picture
        for page in pages
        for picture in pictures_of(page.media_type, personal.paper_page(person, paper.id, page), page.grade)
    )
