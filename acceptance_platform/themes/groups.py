"""Keeps the cases of a theme (一件事) together: each department decides its own, the lead department sees them all.

Cases join by the window's group id and the applicant, so that no station can put a case into somebody else's group.
"""

import hashlib
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from sqlalchemy import Connection, Row, UnaryExpression, delete, literal_column, select, union
from sqlalchemy.dialects.sqlite import insert

from acceptance_platform.catalogue_store import Directory
from acceptance_platform.limits import WORKLIST
from acceptance_platform.schema import cases
from acceptance_platform.sources import Sources
from acceptance_platform.themes.tables import theme_cases
from domain.calendar.lamps import lamp
from domain.case.routing import Authority
from domain.case.theme_state import is_decided
from domain.contract.submission import SealedForm
from domain.contract.theme import ThemeCase, ThemePart


def join(connection: Connection, form: SealedForm, lead: Authority | None) -> None:
    """``lead``: ``None`` for a case of its own. The same again changes nothing."""
    if lead is not None:
        row = {"case_id": form.case_id, "group_key": _key(form), "theme_code": form.theme, "lead_code": lead.code,
               "lead_name": lead.name}  # fmt: skip
        connection.execute(insert(theme_cases).values(row).on_conflict_do_nothing())


def leave(connection: Connection, case_id: str) -> None:
    """A hand-in that turned out unfit."""
    connection.execute(delete(theme_cases).where(theme_cases.c.case_id == case_id))


_NEWEST: UnaryExpression[Any] = literal_column("theme_cases.rowid").desc()
"""Rows are never changed: the order of the table is that of their coming."""
_PARTS = select(*(column for column in theme_cases.c if column.name != "case_id"), *cases.c).select_from(
    theme_cases.join(cases)
)


class Themes:
    def __init__(self, directory: Directory, sources: Sources) -> None:
        self._directory = directory
        self._sources = sources

    def of_authority(self, connection: Connection, code: str) -> tuple[ThemeCase, ...]:
        """Those it leads, and those it has a part in; the ones still to be decided first."""
        led = select(theme_cases.c.group_key).where(theme_cases.c.lead_code == code)
        part = select(theme_cases.c.group_key).join(cases).where(cases.c.authority_code == code)
        latest = (led.order_by(_NEWEST), part.order_by(cases.c.received_at.desc()))
        keys = union(*(select(one.limit(WORKLIST).subquery()) for one in latest))
        order = (cases.c.received_at.desc(), theme_cases.c.group_key)
        query = _PARTS.where(theme_cases.c.group_key.in_(keys)).order_by(*order)
        groups: dict[str, list[Row[Any]]] = {}
        for row in connection.execute(query.limit(WORKLIST)):
            groups.setdefault(row.group_key, []).append(row)
        found = [self._told(rows, code) for rows in groups.values()]
        return tuple(sorted(found, key=lambda one: one.is_decided))

    def of_case(self, connection: Connection, case_id: str, code: str = "") -> ThemeCase | None:
        """As ``code`` may see it; empty: as the applicant. ``None``: the case stands alone."""
        key = select(theme_cases.c.group_key).where(theme_cases.c.case_id == case_id).scalar_subquery()
        rows = connection.execute(_PARTS.where(theme_cases.c.group_key == key)).all()
        return self._told(rows, code) if rows else None

    def _told(self, rows: Iterable[Row[Any]], code: str) -> ThemeCase:
        """A department that does not lead sees its own part and how many are decided, no more."""
        by_item = {row.item_code: row for row in rows}
        first = next(iter(by_item.values()))
        theme = self._directory.theme(first.theme_code)
        members = theme.members if theme else tuple(by_item)
        parts = tuple(self._part(item, by_item) for item in members)
        leads = first.lead_code == code
        shown = (part for part in parts if not code or leads or _is_of(by_item.get(part.item_code), code))
        return ThemeCase(
            group_id=first.group_key[:16],
            theme=theme.name if theme else first.theme_code,
            lead=first.lead_name,
            is_lead=leads,
            applicant_masked=first.applicant_masked,
            expected=len(parts),
            decided=sum(is_decided(part.state) for part in parts),
            parts=tuple(shown),
        )

    def _part(self, item_code: str, by_item: Mapping[str, Row[Any]]) -> ThemePart:
        """One that has not arrived yet has no case."""
        name = self._directory.item_name(item_code)
        row = by_item.get(item_code)
        if row is None:
            return ThemePart(item_code=item_code, item_name=name)
        due = None if is_decided(row.state) else date.fromisoformat(row.accept_due_on)
        return ThemePart(
            item_code=item_code,
            item_name=name,
            case_id=row.case_id,
            official_no=row.official_no,
            state=row.state,
            authority=row.authority_name,
            accept_due_on=row.accept_due_on,
            lamp=lamp(due, self._sources.today(), self._directory.calendar),
        )


def _is_of(row: Row[Any] | None, code: str) -> bool:
    return row is not None and row.authority_code == code


def _key(form: SealedForm) -> str:
    """Whose and which: nothing of it can be read back without both."""
    person = f"{form.applicant.id_kind}:{form.applicant.id_number}"
    return hashlib.sha256(f"{form.group_id}\n{form.theme}\n{person}".encode()).hexdigest()
