"""The samples of contract v1, by the class they belong to."""

import importlib
import inspect
import re
from pathlib import Path

import domain.contract
from domain.contract.wire import Wire

FOLDER = Path(domain.contract.__file__).parent / "golden"
MODULES = (
    "appointment",
    "catalogue",
    "certificate",
    "clerk",
    "draft",
    "enrolment",
    "evaluation",
    "handover",
    "held_papers",
    "keys",
    "maintenance_permit",
    "my_cases",
    "payment",
    "phone_upload",
    "presence",
    "progress",
    "signature",
    "queue_calls",
    "submission",
    "transfer",
    "theme",
)


def messages() -> dict[str, type[Wire]]:
    """Every wire message by the stem of its sample's file."""
    found: dict[str, type[Wire]] = {}
    for name in MODULES:
        module = importlib.import_module(f"domain.contract.{name}")
        for kind in vars(module).values():
            if inspect.isclass(kind) and issubclass(kind, Wire) and kind.__module__ == module.__name__:
                found[re.sub(r"(?<!^)(?=[A-Z])", "_", kind.__name__).lower()] = kind
    return found


def sample(stem: str) -> str:
    return (FOLDER / f"{stem}.json").read_text(encoding="utf-8")
