"""What the drivers with a child process share: its life, and its words for failures turned into ours."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from typing import Any

from devices.document_scanner.scan_failures import Trouble, failure
from devices.errors import DeviceFailure, support_missing
from devices.isolated_process import ChildDied, ChildHung, IsolatedProcess
from devices.pipe_frames import Frame

CLOSE_SECONDS = 1.0
CANCEL_SECONDS = 1.0


class ChildLink:
    """One child at a time, of ``module``. ``trouble_of``: what the child's ``{"error": words}`` means.

    Heads of the child's frames with a meaning here: ``missing`` a library that is not installed, ``refused`` a
    setting that cannot be met, ``error``. Every method raises ``DeviceFailure``, or :class:`ChildDied` for a crash.
    """

    def __init__(self, module: str, trouble_of: Callable[[str], Trouble]) -> None:
        self._module = module
        self._trouble_of = trouble_of
        self._child: IsolatedProcess | None = None
        self._interrupted = False

    @property
    def running(self) -> bool:
        return self._child is not None

    def start(self, arguments: Sequence[str], environment: Mapping[str, str], patience: float) -> None:
        """Returns when the child said it is ready."""
        self._refuse_when_interrupted()
        self.close()
        self._child = IsolatedProcess(self._module, arguments, environment)
        try:
            self.answer(patience)
        except (DeviceFailure, ChildDied):
            self.close()
            raise

    def ask(self, head: Mapping[str, Any], body: bytes = b"") -> None:
        try:
            self._running_child().send(Frame(head, body))
        except ChildDied:
            self._lost()
            raise

    def answer(self, patience: float) -> Frame:
        """The next frame; ``patience``: seconds of silence allowed."""
        try:
            frame = self._running_child().receive(patience)
        except ChildHung as error:
            self._lost()
            raise failure(Trouble.SILENT, str(error)) from None
        except ChildDied:
            self._lost()
            raise
        if "missing" in frame.head:
            raise support_missing(str(frame.head["missing"]))
        if "refused" in frame.head:
            raise failure(Trouble.REFUSED, str(frame.head["refused"]))
        if "error" in frame.head:
            words = str(frame.head["error"])
            raise failure(self._trouble_of(words), words[:80])
        return frame

    def cancel(self) -> None:
        """End the job under way: by asking, and by killing a child that does not listen."""
        with suppress(DeviceFailure, ChildDied):
            self.ask({"do": "cancel"})
            while "end" not in self.answer(CANCEL_SECONDS).head:
                continue

    def close(self) -> None:
        child, self._child = self._child, None
        if child is not None:
            child.end(0.0 if self._interrupted else CLOSE_SECONDS)

    def kill(self) -> None:
        """As :meth:`close`, at once: for a child that holds no device."""
        child, self._child = self._child, None
        if child is not None:
            child.kill()
            child.end()

    def interrupt(self) -> None:
        """Final, from any thread: the child is killed."""
        self._interrupted = True
        child = self._child
        if child is not None:
            child.kill()

    def _running_child(self) -> IsolatedProcess:
        if self._child is None:
            self._refuse_when_interrupted()
            raise failure(Trouble.UNREACHABLE, "not open")
        return self._child

    def _lost(self) -> None:
        """A child that hung or died is cleared away; one that was killed to end the thread is no crash."""
        self.kill()
        self._refuse_when_interrupted()

    def _refuse_when_interrupted(self) -> None:
        if self._interrupted:
            raise failure(Trouble.UNREACHABLE, "interrupted")
