"""What makes the scenarios and material rules of an item unusable."""

from collections.abc import Iterator

from domain.catalogue.model import Item


def scenario_faults(item: Item) -> Iterator[str]:
    """Each fault in words; without any, every question can be asked and every rule can apply."""
    yield from _faulty_ids(item)
    yield from _lost_parents(item)
    yield from _faulty_rules(item)


def _faulty_ids(item: Item) -> Iterator[str]:
    seen: set[str] = set()
    for scenario in item.scenarios:
        if not scenario.id:
            yield "a scenario has no id"
        elif scenario.id in seen:
            yield f"scenario id {scenario.id!r} stands twice"
        seen.add(scenario.id)


def _lost_parents(item: Item) -> Iterator[str]:
    """Parents that do not exist, and answers that come after themselves."""
    parents = {scenario.id: scenario.parent for scenario in item.scenarios}
    rooted = {""}
    for start in parents:
        way: dict[str, None] = {}
        here = start
        while here in parents and here not in rooted and here not in way:
            way[here] = None
            here = parents[here]
        if here in way:
            yield f"scenario {here!r} comes after itself"
        elif here not in rooted:
            yield f"scenario {list(way)[-1]!r} follows {here!r}, which is not listed"
        rooted.update(way)


def _faulty_rules(item: Item) -> Iterator[str]:
    materials = {material.id for material in item.materials}
    scenarios = {scenario.id for scenario in item.scenarios}
    seen: set[tuple[str, str]] = set()
    for rule in item.rules:
        pair = (rule.material_id, rule.scenario_id)
        if rule.material_id not in materials:
            yield f"a rule names material {rule.material_id!r}, which is not listed"
        if rule.scenario_id not in scenarios:
            yield f"a rule names scenario {rule.scenario_id!r}, which is not listed"
        if pair in seen:
            yield f"two rules for material {rule.material_id!r} in scenario {rule.scenario_id!r}"
        seen.add(pair)
