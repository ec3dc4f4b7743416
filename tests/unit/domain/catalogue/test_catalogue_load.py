import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.catalogue.lint import lint
from domain.catalogue.load import form_version, load_catalogue
from domain.catalogue.model import Catalogue, FormField

BODY = (Path(__file__).parents[4] / "assets/catalogue/demo_catalogue.json").read_text(encoding="utf-8")


def small() -> dict[str, Any]:
    content: dict[str, Any] = json.loads(BODY)
    content["items"] = content["items"][:2]
    return content


def test_a_newer_catalogue_may_say_more() -> None:
    content = small()
    content["of_tomorrow"] = content["items"][0]["of_tomorrow"] = 1
    assert len(load_catalogue(json.dumps(content)).items) == 2


@pytest.mark.parametrize(
    ("change", "place"),
    [
        (lambda c: c.pop("version"), "version"),
        (lambda c: c["items"][1].update(kiosk_class="Z"), r"items\.1\.kiosk_class"),
        (lambda c: c["items"][1].update(code=c["items"][0]["code"]), "item code 'DEMO-001' stands twice"),
        (lambda c: c["regions"].append(c["regions"][0]), "region code"),
        (lambda c: c["nodes"].append(c["nodes"][0]), "node code"),
        (lambda c: c["items"][0]["fields"].append(c["items"][0]["fields"][0]), "field id of DEMO-001"),
        (lambda c: c["items"][0]["materials"].append(c["items"][0]["materials"][0]), "material id of DEMO-001"),
        (lambda c: c["items"][0]["fields"][0].update(name="x"), "form version of DEMO-001"),
    ],
)
def test_what_is_wrong_is_named(change: Any, place: str) -> None:
    content = small()
    change(content)
    with pytest.raises(ValueError, match=f"not a catalogue: .*{place}"):
        load_catalogue(json.dumps(content))


@given(st.text())
def test_no_text_is_a_catalogue(body: str) -> None:
    with pytest.raises(ValueError, match="not a catalogue"):
        load_catalogue(body)


def test_a_form_version_follows_every_part_of_the_fields() -> None:
    field = FormField("f1", "用途", "text")
    others = [
        replace(field, name="x"),
        replace(field, required=False),
        replace(field, choices=("a",)),
        replace(field, hint="h"),
    ]
    assert len({form_version([f]) for f in [field, *others]}) == 5
    assert form_version([field]) == form_version([replace(field)])
    assert form_version([field]) == form_version([replace(field, licence="户口簿/住址")])


def broken(**change: Any) -> list[str]:
    catalogue: Catalogue = load_catalogue(BODY)
    item = replace(catalogue.item("DEMO-016"), **change)
    return [finding.rule for finding in lint(replace(catalogue, items=(item,)))]


def test_lint() -> None:
    assert broken() == []
    assert broken(promised_days=31) == ["promise"]
    assert broken(immediate=True) == ["immediate"]
    assert broken(department=" ") == ["named"]
    assert broken(applicants=()) == ["named"]
    assert broken(materials=()) == ["materials"]
    assert (
        broken(fields=(FormField("f1", "x", "choice"), FormField("f2", "y", "text", choices=("a",)))) == ["choices"] * 2
    )


def test_lint_finds_nodes_without_a_region() -> None:
    catalogue = load_catalogue(BODY)
    findings = lint(replace(catalogue, items=(), regions=catalogue.regions[1:]))
    assert findings
    assert {(finding.item_code, finding.rule) for finding in findings} == {("", "regions")}
