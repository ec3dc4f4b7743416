"""Looks after one device on its thread: opens the driver, reopens it with back-off, hands work to its routine."""

from collections.abc import Callable
from typing import Generic, Protocol, TypeVar

from devices.commands import Command, CompareFace, Job, PrintPages, Refresh, Scan, Switch
from devices.commands import Print as PrintJob
from devices.errors import DeviceTrouble, DeviceUnreachable
from devices.lifecycle import Facts, Lifecycle, Signal
from devices.ports import Driver, Interruptible
from domain.clock import Clock
from domain.failures import Failure, FailureCode

FIRST_RETRY_SECONDS = 0.5
LAST_RETRY_SECONDS = 8.0
TROUBLE_SECONDS = 2.0
"""How soon a device that needs a person is looked at again."""

D = TypeVar("D", bound=Driver)
D_contra = TypeVar("D_contra", bound=Driver, contravariant=True)


class Routine(Protocol[D_contra]):
    """How a kind of device is used. Both calls with a driver raise what the driver raises."""

    def idle(self, driver: D_contra) -> float:
        """The regular look at the device; seconds until the next one."""
        ...

    def switch(self, command: Switch) -> None: ...

    def work(self, driver: D_contra, job: Job, /) -> None:
        """Returns when the job has succeeded and its end was told."""
        ...

    def failed(self, job: Job, failure: FailureCode) -> None:
        """Tell the end of a job that failed in ``work`` or before it."""
        ...


class Attendant(Generic[D]):
    """A :class:`devices.worker_thread.Duty`."""

    def __init__(self, make: Callable[[], D], routine: Routine[D], lifecycle: Lifecycle, clock: Clock) -> None:
        self._make = make
        self._routine = routine
        self._lifecycle = lifecycle
        self._clock = clock
        self._driver: D | None = None
        self._job: Job | None = None
        self._due = clock.monotonic()
        self._retry = FIRST_RETRY_SECONDS

    def turn(self) -> float:
        if self._clock.monotonic() >= self._due:
            try:
                self._due_in(self._routine.idle(self._reach()))
                self._retry = FIRST_RETRY_SECONDS
            except Failure as failure:
                self._failed(failure)
        return self._due - self._clock.monotonic()

    def obey(self, command: Command) -> None:
        match command:
            case Refresh():
                self._lifecycle.repeat()
            case Scan() | PrintJob() | PrintPages() | CompareFace():
                self._work(command)
            case _:
                self._routine.switch(command)
                self._due_in(0.0)

    def crashed(self) -> None:
        code = FailureCode.DEVICE_CRASHED
        job, self._job = self._job, None
        self._back_off()
        self._lifecycle.note(Signal.LOST, Facts(code))
        if job is not None:
            self._routine.failed(job, code)
        self._let_go()

    def end(self) -> None:
        self._let_go()
        self._lifecycle.note(Signal.LET_GO, Facts())

    def interrupt(self) -> None:
        driver: object = self._driver
        if isinstance(driver, Interruptible):
            driver.interrupt()

    def _work(self, job: Job) -> None:
        self._job = job
        self._due_in(0.0)
        try:
            driver = self._reach()
            self._lifecycle.note(Signal.WORKING, Facts())
            self._routine.work(driver, job)
            self._retry = FIRST_RETRY_SECONDS
        except Failure as failure:
            self._failed(failure)
            self._routine.failed(job, failure.code)
        self._job = None

    def _reach(self) -> D:
        """The driver, opened if it was not."""
        if self._driver is None:
            self._lifecycle.note(Signal.OPENING)
            self._driver = self._make()
            try:
                self._driver.open()
            except Failure:
                self._let_go()
                raise
        return self._driver

    def _failed(self, failure: Failure) -> None:
        if isinstance(failure, DeviceTrouble):
            self._due_in(TROUBLE_SECONDS)
            self._lifecycle.note(Signal.TROUBLE, Facts(failure.code))
        elif isinstance(failure, DeviceUnreachable) or self._driver is None:
            self._let_go()
            self._back_off()
            self._lifecycle.note(Signal.LOST, Facts(failure.code))

    def _let_go(self) -> None:
        driver, self._driver = self._driver, None
        if driver is not None:
            driver.close()

    def _back_off(self) -> None:
        self._due_in(self._retry)
        self._retry = min(self._retry * 2, LAST_RETRY_SECONDS)

    def _due_in(self, seconds: float) -> None:
        self._due = self._clock.monotonic() + seconds
