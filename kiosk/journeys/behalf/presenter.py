"""Both persons are on the screen, masked."""

from datetime import date

from domain.identity.masking import mask_id_strong, mask_name
from domain.identity.person import Person
from domain.text import text
from kiosk.journeys.behalf import flow
from kiosk.journeys.behalf.flow import (
    Choosing,
    OrganisationShown,
    PrincipalShown,
    State,
    TypingOrganisation,
    TypingPrincipal,
    WaitingPrincipal,
)
from kiosk.page.parts import Action, Choice, Choices, Entry, Fact, Facts, Page, Remark, Step

_AGAIN = Action("behalf.again", text("behalf.again"), flow.Again())
_TYPE = Action("behalf.type", text("identify_more.type"), flow.TypeAsked())


def present(state: State, today: date) -> Page:
    typed = Action("behalf.typed", text("identify_more.typed"), flow.TypingDone(today))
    confirm = Action("behalf.continue", text("behalf.continue"), flow.Confirmed())
    match state:
        case Choosing():
            return Page(title=text("behalf.title"), parts=_choices())
        case WaitingPrincipal(_, trouble):
            step = Step("card", text("behalf.place"), text("behalf.place_hint"), trouble or "", moving=trouble is None)
            return Page(parts=(step,), left=(_AGAIN, _TYPE))
        case TypingPrincipal() | TypingOrganisation():
            return Page(title=text("behalf.title"), parts=_entries(state), left=(_AGAIN,), right=(typed,))
        case PrincipalShown(agent, principal):
            facts = Facts(_person(principal), text("behalf.principal"), strong=True)
            unproven = () if principal.proven else (Remark(text("behalf.principal_typed"), "warning"),)
            return Page(text("behalf.check"), (*unproven, facts, _agent(agent)), left=(_AGAIN,), right=(confirm,))
        case OrganisationShown(agent, organisation):
            facts = Facts(
                (
                    Fact(text("behalf.organisation_name"), organisation.name, "behalf.organisation"),
                    Fact(text("behalf.code"), organisation.credit_code, "behalf.code_shown"),
                ),
                text("behalf.organisation"),
                strong=True,
            )
            return Page(text("behalf.check"), (facts, _agent(agent)), left=(_AGAIN,), right=(confirm,))


def _choices() -> tuple[Choices, ...]:
    rows = (
        Choice("behalf.person", text("behalf.person"), flow.PersonChosen(), text("behalf.person_hint")),
        Choice("behalf.body", text("behalf.organisation_choice"), flow.OrganisationChosen(), text("behalf.body_hint")),
    )
    return (Choices(rows),)


def _entries(state: TypingPrincipal | TypingOrganisation) -> tuple[Remark | Entry, ...]:
    if isinstance(state, TypingPrincipal):
        return (
            Remark(text("behalf.principal_typed"), "warning"),
            Entry("behalf.name", text("identify.name"), state.name, flow.NameTyped, "words",
                  error=state.name_error or ""),
            Entry("behalf.number", text("identify_more.number"), state.number, flow.NumberTyped, "id",
                  error=state.number_error or ""),
        )  # fmt: skip
    return (
        Remark(text("behalf.body_hint")),
        Entry("behalf.code", text("behalf.code"), state.code, flow.NumberTyped, error=state.code_error or ""),
        Entry("behalf.name", text("behalf.organisation_name"), state.name, flow.NameTyped,
              "words", error=state.name_error or ""),
    )  # fmt: skip


def _agent(agent: Person) -> Facts:
    return Facts(_person(agent), text("behalf.agent"))


def _person(person: Person) -> tuple[Fact, ...]:
    return (
        Fact(text("identify.name"), mask_name(person.name)),
        Fact(text("identify_more.number"), mask_id_strong(person.number)),
        Fact(text("identify_more.proof"), text(f"identify_more.proof_{person.proof}")),
    )
