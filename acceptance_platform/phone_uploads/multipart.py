"""The files of a form a browser sent (RFC 7578), found as it comes by ``python-multipart``, which bounds headers."""

from collections.abc import AsyncIterator
from typing import TYPE_CHECKING

from python_multipart.exceptions import FormParserError
from python_multipart.multipart import MultipartParser, parse_options_header

if TYPE_CHECKING:
    from python_multipart.multipart import MultipartCallbacks

_MOST_PARTS = 100


async def files_of(content_type: str, body: AsyncIterator[bytes]) -> tuple[bytes, ...]:
    """What was chosen, in its order; fields that are no file, and files left empty, are none. Anything that is no such
    form has none, and is read to its end: who sends hears an answer only then."""
    try:
        kind, options = parse_options_header(content_type)
        if kind != b"multipart/form-data":
            raise FormParserError
        return await _gathered(options.get(b"boundary", b""), body)
    except (FormParserError, UnicodeError):
        await pass_over(body)
        return ()


async def pass_over(body: AsyncIterator[bytes]) -> None:
    async for _ in body:
        continue


async def _gathered(boundary: bytes, body: AsyncIterator[bytes]) -> tuple[bytes, ...]:
    """Raises ``FormParserError``."""
    parts = _Parts()
    parser = MultipartParser(boundary, parts.callbacks())
    async for piece in body:
        parser.write(piece)
    parser.finalize()
    return tuple(bytes(file) for file in parts.files if file)


class _Parts:
    """Is told where headers and data of each part begin and end."""

    def __init__(self) -> None:
        self.files: list[bytearray] = []
        self._count = 0
        self._name = bytearray()
        self._value = bytearray()
        self._is_file = False

    def callbacks(self) -> "MultipartCallbacks":
        return {
            "on_part_begin": self._begin,
            "on_header_begin": self._begin_header,
            "on_header_field": lambda data, start, end: self._name.extend(data[start:end]),
            "on_header_value": lambda data, start, end: self._value.extend(data[start:end]),
            "on_header_end": self._end_header,
            "on_part_data": self._data,
        }

    def _begin(self) -> None:
        self._count += 1
        if self._count > _MOST_PARTS:
            raise FormParserError
        self._is_file = False

    def _begin_header(self) -> None:
        self._name, self._value = bytearray(), bytearray()

    def _end_header(self) -> None:
        if self._name.lower() != b"content-disposition":
            return
        _, options = parse_options_header(self._value.decode("latin-1"))
        if b"filename" in options and not self._is_file:
            self._is_file = True
            self.files.append(bytearray())

    def _data(self, data: bytes, start: int, end: int) -> None:
        if self._is_file:
            self.files[-1] += data[start:end]
