"""A change as the bytes of one record of the journal, and back. The name of its type, then its fields as JSON."""

from typing import Any, cast, get_args

from pydantic import TypeAdapter, ValidationError

from window_client.draft.application import Change, PaperHandled
from window_client.draft.steps import PileStep

_STEPS: tuple[type[Any], ...] = get_args(PileStep)
_KINDS: dict[str, type[Any]] = {
    kind.__name__: kind for kind in (*get_args(Change), *_STEPS) if kind is not PaperHandled
}
_adapters: dict[str, TypeAdapter[Any]] = {}


def as_record(change: Change) -> bytes:
    what = change.step if isinstance(change, PaperHandled) else change
    name = type(what).__name__
    return name.encode() + b" " + _adapter(name).dump_json(what)


def from_record(record: bytes) -> Change | None:
    """``None`` for what a newer program wrote and this one does not know, or what is no record."""
    name, _, body = record.partition(b" ")
    try:
        what = _adapter(name.decode()).validate_json(body)
    except (KeyError, ValidationError, UnicodeDecodeError):
        return None
    return PaperHandled(cast(PileStep, what)) if isinstance(what, _STEPS) else cast(Change, what)


def _adapter(name: str) -> TypeAdapter[Any]:
    if name not in _adapters:
        _adapters[name] = TypeAdapter(_KINDS[name])
    return _adapters[name]
