"""A camera that compares a face with a portrait: a job like a scan, with words for a result."""

from collections.abc import Callable

from devices.commands import CompareFace, Job, Switch
from devices.events import DeviceEvent, FaceCompared
from devices.job_routines import STATUS_SECONDS
from devices.lifecycle import Facts, Lifecycle, Signal
from devices.ports import FaceComparer
from domain.failures import FailureCode


class FaceRoutine:
    def __init__(self, device_id: str, lifecycle: Lifecycle, tell: Callable[[DeviceEvent], None]) -> None:
        self._device_id = device_id
        self._lifecycle = lifecycle
        self._tell = tell

    def idle(self, driver: FaceComparer) -> float:
        driver.check()
        self._lifecycle.note(Signal.WELL, Facts())
        return STATUS_SECONDS

    def switch(self, command: Switch) -> None:
        """Nothing of it is switched: the camera is on while a person is compared, and never else."""

    def work(self, driver: FaceComparer, job: Job) -> None:
        if not isinstance(job, CompareFace):
            raise TypeError(job)
        outcome = driver.compare(job.portrait, lambda: not job.cancelled)
        self._tell(FaceCompared(self._device_id, job.job_id, outcome))

    def failed(self, job: Job, failure: FailureCode) -> None:
        self._tell(job.failed(self._device_id, failure))
