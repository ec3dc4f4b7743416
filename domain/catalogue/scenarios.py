"""Asks for the scenario (情形) question by question, and says which materials it leaves.

``chosen`` is what was answered so far: scenario ids in the order in which they were asked. Whoever goes back
drops the end of it; whoever changes an answer drops it and all that follow.
"""

from dataclasses import dataclass, replace

from domain.catalogue.model import Item, Material, Scenario


@dataclass(frozen=True, slots=True)
class Question:
    question: str
    options: tuple[Scenario, ...]
    """In the catalogue's order; they share parent and question."""


def questions(item: Item) -> tuple[Question, ...]:
    """All questions, whoever is asked them, in the catalogue's order."""
    groups: dict[tuple[str, str], list[Scenario]] = {}
    for scenario in item.scenarios:
        groups.setdefault((scenario.parent, scenario.question), []).append(scenario)
    return tuple(Question(words, tuple(options)) for (_parent, words), options in groups.items())


def next_question(item: Item, chosen: tuple[str, ...]) -> Question | None:
    """The first open question, ``None`` when all are answered. Raises ``ValueError`` unless ``chosen`` is allowed."""
    _refuse_others(item, chosen)
    return _first_open(questions(item), chosen)


def is_complete(item: Item, chosen: tuple[str, ...]) -> bool:
    """Allowed, and nothing is left to ask; the empty tuple is complete for an item without scenarios."""
    return allowed(item, chosen) and next_question(item, chosen) is None


def allowed(item: Item, chosen: tuple[str, ...]) -> bool:
    """Each id answers the question that was open when the ids before it had been chosen."""
    asked = questions(item)
    for count, answer in enumerate(chosen):
        question = _first_open(asked, chosen[:count])
        if question is None or answer not in {option.id for option in question.options}:
            return False
    return True


def materials_for(item: Item, chosen: tuple[str, ...]) -> tuple[Material, ...]:
    """The item's materials in their order, each with the necessity the last rule of ``chosen`` gives it, without
    those that are not needed. Raises ``ValueError`` unless ``chosen`` is allowed."""
    _refuse_others(item, chosen)
    last = {rule.material_id: rule for answer in chosen for rule in item.rules if rule.scenario_id == answer}
    kept: list[Material] = []
    for material in item.materials:
        rule = last.get(material.id)
        if rule is None:
            kept.append(material)
        elif rule.necessity != "not_needed":
            kept.append(replace(material, necessity=rule.necessity))
    return tuple(kept)


def _first_open(asked: tuple[Question, ...], chosen: tuple[str, ...]) -> Question | None:
    reached = {"", *chosen}
    for question in asked:
        answered = any(option.id in reached for option in question.options)
        if question.options[0].parent in reached and not answered:
            return question
    return None


def _refuse_others(item: Item, chosen: tuple[str, ...]) -> None:
    if not allowed(item, chosen):
        message = f"these scenarios of {item.code} do not hang together"
        raise ValueError(message)
