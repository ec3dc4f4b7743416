"""Several connections to the platform, lent to whoever asks."""

import contextlib
from collections import deque
from collections.abc import Callable, Iterator

from offline_queue.http_transport import Request, Transport
from offline_queue.outcome import Answer


class TransportPool:
    """Transports for several threads, each lent to one at a time; the one used last is lent first, so that as many
    connections are warm as were used at once, and those that broke last."""

    def __init__(self, make: Callable[[], Transport]) -> None:
        self._make = make
        self._idle: deque[Transport] = deque()

    @contextlib.contextmanager
    def one(self) -> Iterator[Transport]:
        try:
            transport = self._idle.pop()
        except IndexError:
            transport = self._make()
        try:
            yield transport
        except BaseException:
            self._idle.appendleft(transport)
            raise
        self._idle.append(transport)

    def ask(self, request: Request) -> Answer:
        """On whichever is free: rather one that was used just now than one of one's own that has gone cold."""
        with self.one() as transport:
            return transport.ask(request)

    def warm(self) -> None:
        """Makes one more connection beside the one that is lent next: who is about to ask keeps that. Nothing to do
        where more than one is free."""
        if len(self._idle) < 2:
            transport = self._make()
            try:
                transport.connect()
            finally:
                self._idle.appendleft(transport)

    def is_warm(self) -> bool:
        """Whether the next question finds a connection that stands."""
        try:
            transport = self._idle.pop()
        except IndexError:
            return False
        try:
            return transport.stands()
        finally:
            self._idle.append(transport)

    def warm_again(self) -> None:
        """Lets the next question find one: those that stood may have broken one after the other."""
        with self.one() as transport:
            if not transport.stands():
                transport.connect()
