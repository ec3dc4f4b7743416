"""The other direction of :mod:`text_block`, for the simulator: a described card to the data of ``30 01``."""

from collections.abc import Mapping

from devices.driver_options import refuse_unknown
from devices.id_card_reader.text_block import FLAG_OFFSET, FLAGS, LAYOUTS, PHOTO_LENGTH, TEXT_LENGTH
from domain.identity.id_card import CardKind

_ENGLISH_NAME_CHARACTERS = 35
"""Of the 2023 form, whose English name is split over two fields."""
_FIELDS = frozenset({"kind", "appended_address"}).union(*LAYOUTS.values())


def read_data(card: Mapping[str, str]) -> bytes:
    """``card``: the fields of the layouts as text, dates ``YYYYMMDD`` or ``长期``, and ``kind`` (default resident).
    Raises ``ValueError`` for a kind or field that does not exist or a field that is too long."""
    refuse_unknown(card, *_FIELDS)
    kind = _kind(card.get("kind", "resident"))
    fields = dict(card)
    if kind == "foreigner_2023":
        name = fields.get("english_name", "")
        fields["english_name"], fields["english_name_rest"] = (
            name[:_ENGLISH_NAME_CHARACTERS],
            name[_ENGLISH_NAME_CHARACTERS:],
        )
    text = bytearray(" ".encode("utf-16-le") * (TEXT_LENGTH // 2))
    for name, (offset, length) in LAYOUTS[kind].items():
        text[offset : offset + length] = _padded(name, fields.get(name, ""), length)
    flag = next(flag for flag, flagged in FLAGS.items() if flagged == kind)
    text[FLAG_OFFSET : FLAG_OFFSET + 2] = _padded("flag", flag, 2)
    return TEXT_LENGTH.to_bytes(2, "big") + PHOTO_LENGTH.to_bytes(2, "big") + bytes(text) + bytes(PHOTO_LENGTH)


def new_address_data(address: str) -> bytes:
    """The data of ``30 03``."""
    return _padded("appended_address", address, 70)


def _kind(name: str) -> CardKind:
    for kind in LAYOUTS:
        if kind == name:
            return kind
    raise ValueError("kind")


def _padded(name: str, words: str, length: int) -> bytes:
    data = words.encode("utf-16-le")
    if len(data) > length:
        raise ValueError(name)
    return data + " ".encode("utf-16-le") * ((length - len(data)) // 2)
