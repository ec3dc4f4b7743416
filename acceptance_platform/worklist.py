"""What a clerk sees: the cases of their own authority, and of one case everything."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, TypeVar, get_args

from sqlalchemy import Connection, Row, select

from acceptance_platform import cases, submissions
from acceptance_platform.case_contents import field_values, material_files
from acceptance_platform.catalogue_store import Directory
from acceptance_platform.clerks import Clerk
from acceptance_platform.database import Database
from acceptance_platform.limits import LONGEST_SUPPLY, SHORTEST_SUPPLY, WORKLIST
from acceptance_platform.notices import decide_due_on
from acceptance_platform.page_materials import PageMaterials
from acceptance_platform.problems import case_not_found
from acceptance_platform.schema import cases as case_table
from acceptance_platform.schema import objects
from acceptance_platform.schema import submissions as submission_table
from acceptance_platform.sealed_reading import SealedReading
from acceptance_platform.sources import Sources
from acceptance_platform.themes.groups import Themes
from acceptance_platform.travelling import Travelling
from domain.calendar.lamps import lamp
from domain.case.clerk_powers import POWERS
from domain.case.decision_rules import lacking, may_tolerate, path, power_for
from domain.case.lifecycle import CaseState
from domain.contract.clerk import (
    Action,
    CaseFile,
    FormerVersion,
    HistoryEntry,
    MaterialFile,
    PageRef,
    WorkItem,
    Worklist,
)
from domain.contract.submission import SealedForm, SubmissionManifest

T = TypeVar("T")
ACTIONS: tuple[Action, ...] = get_args(Action)
_UNDECIDED = (CaseState.RECEIVED.value, CaseState.PRE_REVIEW.value)
"""States in which the five days run."""


class CaseDesk:
    def __init__(
        self,
        database: Database,
        directory: Directory,
        reading: SealedReading,
        travelling: Travelling,
        sources: Sources,
    ) -> None:
        self._database = database
        self._directory = directory
        self._reading = reading
        self._travelling = travelling
        self._sources = sources
        self._themes = Themes(directory, sources)

    def worklist(self, clerk: Clerk) -> Worklist:
        """Undecided ones first, by the last day to accept; then the others, the latest first."""
        with self._database.reading() as connection:
            rows = _work(connection, clerk.authority_code)
            to_come = self._travelling.pages_to_come(connection, clerk.authority_code)
            themes = self._themes.of_authority(connection, clerk.authority_code)
        return Worklist(items=tuple(_on_its_way(self.work_item(row), to_come) for row in rows), themes=themes)

    def case_file(self, clerk: Clerk, case_id: str) -> CaseFile:
        with self._database.reading() as connection:
            row = own_case(connection, clerk, case_id)
            forms = self.forms(connection, case_id)
            definitions = self._directory.definitions(row.item_code)
            catalogue = self._directory.catalogue
            materials = self.materials(connection, row, forms)
            to_come = self._travelling.pages_to_come(connection, clerk.authority_code)
            actions = () if case_id in to_come else tuple(_actions(clerk, row, materials))
            return CaseFile(
                item=_on_its_way(self.work_item(row), to_come),
                applicant=forms[-1].applicant,
                fields=tuple(field_values({r.code: r.name for r in catalogue.regions}, definitions, forms)),
                materials=self._with_correction(connection, row, forms) or materials,
                history=tuple(_history(connection, case_id)),
                correction=cases.open_correction(connection, case_id),
                actions=actions,
                supply_by_latest=self.supply_by_latest(row) if "tolerate" in actions else None,
                theme=self._themes.of_case(connection, case_id, clerk.authority_code),
                signature=next((form.signature for form in reversed(forms) if form.signature), None),
                face=next((form.face for form in reversed(forms) if form.face != "none"), "none"),
                repeated=forms[0].repeated,
                former=self._former(connection, row),
            )

    def materials(self, connection: Connection, row: Row[Any], forms: list[SealedForm]) -> tuple[MaterialFile, ...]:
        travels = self._travelling.form(connection, row.case_id)
        pages = self._travelling.pages(connection, travels) if travels else _pages(connection, row.case_id)
        return self._files(connection, row, forms, pages)

    def _with_correction(
        self, connection: Connection, row: Row[Any], forms: list[SealedForm]
    ) -> tuple[MaterialFile, ...]:
        """As :meth:`materials` with the pages of a correction that travels, to be looked at: decisions rest on what is
        signed for. Empty when none does."""
        travels = self._travelling.correction(connection, row.case_id, forms[0])
        if travels is None:
            return ()
        pages = [*_pages(connection, row.case_id), *self._travelling.pages(connection, *travels)]
        return self._files(connection, row, forms, pages)

    def _files(
        self, connection: Connection, row: Row[Any], forms: list[SealedForm], pages: Sequence[tuple[str, PageRef]]
    ) -> tuple[MaterialFile, ...]:
        found = PageMaterials(connection, self._directory, row)
        return tuple(material_files(self._directory.last_item(row.item_code), forms, found.of(pages), found.names))

    def _former(self, connection: Connection, row: Row[Any]) -> FormerVersion | None:
        first = submissions.find(connection, row.case_id)
        assert first is not None
        manifest = SubmissionManifest.model_validate_json(first.manifest)
        change = self._directory.change_since(row.item_code, manifest.catalogue_version, manifest.form_version)
        return FormerVersion(catalogue=manifest.catalogue_version, change=change) if change else None

    def supply_by_latest(self, row: Row[Any]) -> date:
        """A tolerated paper may follow until the promised day of the decision (容缺: within the promised period)."""
        due = decide_due_on(self._directory, row, self._sources.now())
        today = self._sources.today()
        return max(date.fromisoformat(due), today + SHORTEST_SUPPLY) if due else today + LONGEST_SUPPLY

    def page(self, clerk: Clerk, case_id: str, plain_digest: str) -> tuple[bytes, str]:
        """The page exactly as captured, and its media type."""
        with self._database.reading() as connection:
            own_case(connection, clerk, case_id)
            if new := self._travelling.form(connection, case_id):
                return _there(self._travelling.page(new, plain_digest))
            rows = [row for row in _page_rows(connection, case_id) if row.plain_digest == plain_digest]
            corrects = (
                None if rows else self._travelling.correction(connection, case_id, self.forms(connection, case_id)[0])
            )
        if corrects:
            return _there(self._travelling.page(corrects[0], plain_digest))
        data = self._reading.page(rows[0].digest, plain_digest) if rows else None
        if data is None:
            raise case_not_found()
        return data, rows[0].media_type

    def preview(self, clerk: Clerk, case_id: str, plain_digest: str) -> bytes | None:
        """A small JPEG of a page that may still travel; ``None`` while there is none."""
        with self._database.reading() as connection:
            own_case(connection, clerk, case_id)
            return self._travelling.preview(connection, case_id, plain_digest)

    def forms(self, connection: Connection, case_id: str) -> list[SealedForm]:
        """The first, be it that its pages still travel, then those of corrections."""
        if travels := self._travelling.form(connection, case_id):
            return [travels]
        rows = submissions.of_case(connection, case_id)
        return [self._reading.form(submissions.form_digest(connection, row.submission_id)) for row in rows]

    def work_item(self, row: Row[Any]) -> WorkItem:
        waited_for = row.accept_due_on if row.state in _UNDECIDED else row.supply_by
        due = date.fromisoformat(waited_for) if waited_for else None
        return WorkItem(
            case_id=row.case_id,
            version=row.version,
            official_no=row.official_no,
            temporary_no=row.temporary_no,
            item_code=row.item_code,
            item_name=self._directory.item_name(row.item_code),
            applicant_masked=row.applicant_masked,
            state=row.state,
            received_at=row.received_at,
            received_node=self._directory.node_name(row.node_code),
            authority=row.authority_name,
            accept_due_on=row.accept_due_on,
            supply_by=row.supply_by,
            lamp=lamp(due, self._sources.today(), self._directory.calendar),
        )


def _work(connection: Connection, authority_code: str) -> Sequence[Row[Any]]:
    """Two questions, each along an index: the others are all cases the authority has ever had."""
    columns = case_table.c
    mine = select(case_table).where(columns.authority_code == authority_code)
    first = mine.where(columns.state.in_(_UNDECIDED)).order_by(columns.accept_due_on, columns.received_at.desc())
    undecided = connection.execute(first.limit(WORKLIST)).all()
    others = mine.where(columns.state.not_in(_UNDECIDED)).order_by(columns.received_at.desc())
    return [*undecided, *connection.execute(others.limit(WORKLIST - len(undecided))).all()]


def own_case(connection: Connection, clerk: Clerk, case_id: str) -> Row[Any]:
    """Another authority's case is answered like one that is not there."""
    row = cases.find(connection, case_id)
    if row is None or row.authority_code != clerk.authority_code:
        raise case_not_found()
    return row


def _on_its_way(item: WorkItem, to_come: Mapping[str, int]) -> WorkItem:
    if item.case_id not in to_come:
        return item
    return item.model_copy(update={"is_travelling": True, "pages_to_come": to_come[item.case_id]})


def _there(found: T | None) -> T:
    if found is None:
        raise case_not_found()
    return found


def _actions(clerk: Clerk, row: Row[Any], materials: Iterable[MaterialFile]) -> Iterable[Action]:
    tolerable = may_tolerate(lacking(materials, supply_by=row.supply_by))
    powers = POWERS[clerk.role]
    for action in ACTIONS:
        is_due = path(CaseState(row.state), action) and (action != "tolerate" or tolerable)
        if is_due and power_for(action) in powers:
            yield action


def _pages(connection: Connection, case_id: str) -> list[tuple[str, PageRef]]:
    return [(row.material_id, _page(row)) for row in _page_rows(connection, case_id)]


def _page(row: Row[Any]) -> PageRef:
    return PageRef(
        plain_digest=row.plain_digest,
        page_no=row.page_no,
        media_type=row.media_type,
        size=row.plain_size,
        grade=row.grade,
        round=row.round,
    )


def _page_rows(connection: Connection, case_id: str) -> list[Row[Any]]:
    table = submission_table
    query = select(objects, table.c.round).join(table).where(table.c.case_id == case_id, table.c.state == "complete")
    pages = query.where(objects.c.role == "page").order_by(table.c.round, objects.c.position)
    return list(connection.execute(pages))


def _history(connection: Connection, case_id: str) -> Iterable[HistoryEntry]:
    for step in cases.step_rows(connection, case_id):
        yield HistoryEntry(at=step.at, state=step.state, by=step.clerk or step.by, note=step.note)
