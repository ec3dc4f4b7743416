"""The joint form, field by field."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from domain.catalogue.joint import JointField
from domain.catalogue.model import FormField
from domain.text import Text, text
from window_client.journeys.counter.flow.desk import Desk
from window_client.journeys.counter.flow.states import Form

Input = Literal["line", "long", "choice", "place"]
_INPUTS: Mapping[str, Input] = {"long_text": "long", "table": "long", "place": "place"}


@dataclass(frozen=True, slots=True)
class FieldRow:
    key: str
    label: str
    input: Input
    required: bool
    shared: Text | None
    """For how many items it is asked once."""
    hint: str
    choices: tuple[tuple[str, str | Text], ...]
    """Value and words of each."""
    value: str = field(repr=False)
    from_card: bool
    problem: Text | None


@dataclass(frozen=True, slots=True)
class FormProps:
    rows: tuple[FieldRow, ...]


def present_form(state: Form) -> FormProps:
    return FormProps(tuple(_row(state, joint) for joint in state.desk.fields))


def _row(state: Form, joint: JointField) -> FieldRow:
    application, asked = state.desk.application, joint.field
    choices = _choices(state.desk, joint)
    items = len({use.item_code for use in joint.uses})
    return FieldRow(
        key=joint.key,
        label=asked.name,
        input="choice" if choices else _INPUTS.get(asked.kind, "line"),
        required=asked.required,
        shared=text("counter.shared_field", n=items) if items > 1 else None,
        hint=_columns(asked) if asked.columns else asked.hint,
        choices=choices,
        value=application.values.get(joint.key, ""),
        from_card=application.sources.get(joint.key) == "card",
        problem=state.problems.get(joint.key),
    )


def _columns(asked: FormField) -> str:
    """A clerk types a table as text: what stands in a row, in its order."""
    return " | ".join(column.name for column in asked.columns)


def _choices(desk: Desk, joint: JointField) -> tuple[tuple[str, str | Text], ...]:
    match joint.field.kind:
        case "choice":
            return tuple((choice, choice) for choice in joint.field.choices)
        case "region":
            return tuple((region.code, region.name) for region in desk.catalogue.regions)
        case "yes_no":
            return (("yes", text("counter.yes")), ("no", text("counter.no")))
        case _:
            return ()
