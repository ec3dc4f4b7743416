"""Opens a whole submission and checks everything against everything."""

from collections.abc import Callable
from dataclasses import dataclass

from acceptance_platform.catalogue_store import Directory
from acceptance_platform.completion_rules import has_only, inconsistency
from acceptance_platform.intake_rules import receipt_day
from acceptance_platform.sealed_reading import SealedReading
from acceptance_platform.sources import Sources
from acceptance_platform.unsealing import SealedBytesUnreadable
from domain.calendar.deadlines import acceptance_due
from domain.case.routing import Authority, authority_of, implementing_authority
from domain.catalogue.model import Region
from domain.contract.submission import SealedForm, SubmissionManifest, looks_like
from domain.failures import FailureCode
from domain.identity.places import Places


@dataclass(frozen=True, slots=True)
class Fit:
    form: SealedForm
    sizes: tuple[int, ...]
    """Of the pages before sealing, in bytes, in their order; empty before they were opened."""
    authority: Authority
    accept_due_on: str
    node_name: str
    """Where it was handed in."""
    lead: Authority | None = None
    """Of the theme (一件事) it is a part of."""


@dataclass(frozen=True, slots=True)
class Unfit:
    code: FailureCode
    words: str = ""
    """For the log; nothing personal."""


@dataclass(frozen=True, slots=True)
class Answered:
    """What a correction answers."""

    first_form: str
    """Digest of the case's first form."""
    materials: frozenset[str] = frozenset()
    """That were asked for; the item may have lost them since."""


SizesOf = Callable[[SealedForm], tuple[int, ...] | None]
"""``None``: a page is not what the form says."""


class Vetting:
    def __init__(
        self, reading: SealedReading, directory: Directory, sources: Sources, places: Callable[[], Places]
    ) -> None:
        self._reading = reading
        self._directory = directory
        self._sources = sources
        self._places = places

    def vet(self, manifest: SubmissionManifest, answered: Answered | None) -> Fit | Unfit:
        """``answered``: ``None`` for a new case. One page is in memory at a time."""
        return self._vet(manifest, answered, self._page_sizes)

    def vet_form(self, manifest: SubmissionManifest) -> Fit | Unfit:
        """Of a new case, without its pages: they may not be here yet."""
        return self._vet(manifest, None, lambda _form: ())

    def _vet(self, manifest: SubmissionManifest, answered: Answered | None, sizes_of: SizesOf) -> Fit | Unfit:
        try:
            form = self._reading.form(manifest.objects[0].digest)
            first = self._reading.form(answered.first_form) if answered else form
            words = self._inconsistency(manifest, form, first)
            if not words and not self._has_known_materials(manifest, form, first, answered):
                words = "a material the item does not have"
            sizes = () if words else sizes_of(form)
        except SealedBytesUnreadable:
            return Unfit(FailureCode.SUBMISSION_UNREADABLE)
        if words or sizes is None:
            return Unfit(FailureCode.SUBMISSION_INCONSISTENT, words or "a page is not what the form says")
        return self._routed(manifest, form, sizes)

    def _inconsistency(self, manifest: SubmissionManifest, form: SealedForm, first: SealedForm) -> str:
        item = self._directory.item_then(manifest)
        if item is None:
            return "an item the platform has never known"
        if (first.applicant.id_kind, first.applicant.id_number) != (form.applicant.id_kind, form.applicant.id_number):
            return "another applicant than the case's"
        return inconsistency(manifest, form, item, self._sources.today(), self._places())

    def _has_known_materials(
        self, manifest: SubmissionManifest, form: SealedForm, first: SealedForm, answered: Answered | None
    ) -> bool:
        """By the catalogue it was handed in by. What the citizen was told is saved is received: where that catalogue
        is not known here, and where it has no such item any more, the department sees what came."""
        under = self._directory.item_under(manifest.item_code, manifest.catalogue_version)
        asked = answered.materials.union(page.material_id for page in first.pages) if answered else ()
        return under is None or has_only(form, under, asked)

    def _page_sizes(self, form: SealedForm) -> tuple[int, ...] | None:
        sizes = []
        for page in form.pages:
            data = self._reading.page(page.sealed_digest, page.plain_digest)
            if data is None or not looks_like(data, page.media_type):
                return None
            sizes.append(len(data))
        return tuple(sizes)

    def _routed(self, manifest: SubmissionManifest, form: SealedForm, sizes: tuple[int, ...]) -> Fit | Unfit:
        item = self._directory.last_item(manifest.item_code)
        region = self._directory.region(form.region)
        if item is None or region is None:
            return Unfit(FailureCode.REGION_UNKNOWN)
        due = acceptance_due(receipt_day(manifest, self._sources.now()), self._directory.calendar)
        authority = implementing_authority(item, region)
        node_name = self._directory.node_name(manifest.node_code)
        return Fit(form, sizes, authority, due.date.isoformat(), node_name, self._lead(form, region))

    def _lead(self, form: SealedForm, region: Region) -> Authority | None:
        """``None`` for a case of its own, whatever else its form says."""
        theme = self._directory.theme(form.theme)
        joined = theme is not None and form.group_id and form.item_code in theme.members
        return authority_of(theme.lead, region) if theme and joined else None
