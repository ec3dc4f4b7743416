"""Grades that have not reached the platform yet, on the disk, sealed for this device: no clerk reads them."""

from pydantic import Field, TypeAdapter, ValidationError

from domain.contract.evaluation import Evaluation
from domain.contract.wire import Moment, Wire
from offline_queue.durable_files import make_folder, write_durably
from offline_queue.station import Station
from window_client.shell.device_seal import DeviceSeal

_ABOUT = "ratings"


class PendingRating(Wire):
    evaluation: Evaluation = Field(repr=False)
    given_at: Moment


_all = TypeAdapter(tuple[PendingRating, ...])


class RatingVault:
    """File ``desk/ratings.sealed``, mode 0600."""

    def __init__(self, station: Station) -> None:
        self._seal = DeviceSeal(station.device_key, "onewindow window rating v1")
        self._file = station.root / "desk" / "ratings.sealed"

    def write(self, pending: tuple[PendingRating, ...]) -> None:
        """Durable on return. Raises ``Failure`` STORE_*; before enrolment nothing is kept."""
        if self._seal.ready:
            make_folder(self._file.parent)
            write_durably(self._file, self._seal.seal(_all.dump_json(pending), _ABOUT))

    def read(self) -> tuple[PendingRating, ...]:
        """Nothing where nothing can be read."""
        try:
            plain = self._seal.unseal(self._file.read_bytes(), _ABOUT)
            return _all.validate_json(plain) if plain is not None else ()
        except (OSError, ValidationError):
            return ()
