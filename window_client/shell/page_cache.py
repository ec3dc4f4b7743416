"""Pages already fetched, in memory only, the least looked-at going first."""

from collections import OrderedDict


class PageCache:
    """Holds at most ``limit`` bytes. A page larger than that is not kept at all."""

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._pages: OrderedDict[str, bytes] = OrderedDict()
        self._bytes = 0

    @property
    def size(self) -> int:
        """Bytes held."""
        return self._bytes

    def get(self, digest: str) -> bytes | None:
        if digest in self._pages:
            self._pages.move_to_end(digest)
        return self._pages.get(digest)

    def put(self, digest: str, data: bytes) -> None:
        if digest in self._pages or len(data) > self._limit:
            return
        self._pages[digest] = data
        self._bytes += len(data)
        while self._bytes > self._limit:
            _, dropped = self._pages.popitem(last=False)
            self._bytes -= len(dropped)

    def clear(self) -> None:
        self._pages.clear()
        self._bytes = 0
