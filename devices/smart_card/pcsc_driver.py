"""Social-security cards in a PC/SC reader, through pcscd.

Uses the plain calls of PC/SC with finite waits: pyscard's monitoring threads die silently when pcscd restarts
(LudovicRousseau/pyscard#82). One context belongs to the thread that opened it. A service or reader that went away is
``DeviceUnreachable``: the attendant opens again with back-off, which is all the watchdog that is needed.
"""

import importlib
from collections.abc import Mapping
from contextlib import suppress
from functools import partial
from typing import Any

from devices.driver_options import refuse_unknown
from devices.errors import DeviceFailure, DeviceUnreachable, ReadFailed, support_missing
from devices.events import SocialCard
from devices.smart_card.apdu import unreadable
from devices.smart_card.security_module import security_module, unlocked
from devices.smart_card.social_card import Unlock, read_social_card
from domain.failures import FailureCode

_GONE = frozenset({0x80100003, 0x80100004, 0x80100009, 0x80100017, 0x8010001D, 0x8010001E, 0x8010002E})
"""Invalid handle or parameter, unknown or unavailable reader, no service, service stopped, no readers."""
_REMOVED = frozenset({0x80100069, 0x8010000C})
_COUNT_SHIFT = 16
ATTEMPTS = 5
"""Looks 0.3 s apart: more than the 0.4 s after which pcscd notices that a card is gone."""


class SocialCardReader:
    """Implements ``devices.ports.SocialCardReader``. ``address``: part of the reader's name; empty: the first one.

    Option ``security_module``: the name of one (:mod:`devices.smart_card.security_module`); without it cards that keep
    the person back are told as such.
    """

    def __init__(self, address: str, options: Mapping[str, object]) -> None:
        refuse_unknown(options, "security_module")
        self._address = address
        self._module_name = str(options.get("security_module", ""))
        self._unlock: Unlock | None = None
        self._context: Any = None
        self._reader = ""
        self._seen: int | None = None
        self._told: int | None = None
        self._attempts = 0
        self._failed: ReadFailed | None = None
        """Of the card that lies there; told when it is certain: after the last attempt, or when the card is gone."""

    def open(self) -> None:
        scard = _scard()
        module = security_module(self._module_name)
        self._unlock = partial(unlocked, module) if module is not None else None
        result, self._context = scard.SCardEstablishContext(scard.SCARD_SCOPE_SYSTEM)
        _check(result)
        try:
            self._reader = self._named(scard)
            self.check()
        except DeviceFailure:
            self.close()
            raise

    def close(self) -> None:
        context, self._context = self._context, None
        if context is not None:
            _scard().SCardReleaseContext(context)

    def check(self) -> None:
        self._state()

    def poll(self) -> SocialCard | None:
        """A card is told, or its failure raised, once a time it is put in. A contact that is still settling, and a card
        swapped between two looks of pcscd, fail at first: the next looks try again."""
        scard = _scard()
        state = self._state()
        if not state & scard.SCARD_STATE_PRESENT:
            self._told = None
            state = self._certain(scard, state)
        if not state & scard.SCARD_STATE_PRESENT:
            self._raise_failure()
            return None
        # pcscd counts insertions in the upper half: a card changed between two looks is another one.
        self._seen = count = state >> _COUNT_SHIFT
        if self._told == count:
            return None
        card = self._attempt(scard)
        if card is None and self._attempts < ATTEMPTS:
            return None
        self._told = count
        self._raise_failure()
        return card

    def _certain(self, scard: Any, empty: int) -> int:
        """The state after ``empty``. A removal that pcscd learns from a command or at the end of a connection is told
        but not counted, and if the card is back at its next look, it calls the reader empty for as long as the card
        stays (1.9.9 to 2.3.0). The end of a connection to the reader makes it ask for the card again."""
        if empty >> _COUNT_SHIFT != self._seen:
            return empty
        result, reader, _ = scard.SCardConnect(self._context, self._reader, scard.SCARD_SHARE_DIRECT, 0)
        if result == scard.SCARD_S_SUCCESS:
            scard.SCardDisconnect(reader, scard.SCARD_UNPOWER_CARD)
        return self._state()

    def _attempt(self, scard: Any) -> SocialCard | None:
        try:
            card = self._read(scard)
        except ReadFailed as failure:
            self._failed, self._attempts = failure, self._attempts + 1
            return None
        self._failed = None
        return card

    def _raise_failure(self) -> None:
        """The attempts at this card are over."""
        failed, self._failed, self._attempts = self._failed, None, 0
        if failed is not None:
            raise failed

    def _read(self, scard: Any) -> SocialCard:
        protocols = scard.SCARD_PROTOCOL_T0 | scard.SCARD_PROTOCOL_T1
        result, card, protocol = scard.SCardConnect(self._context, self._reader, scard.SCARD_SHARE_SHARED, protocols)
        _check(result)
        pci = scard.SCARD_PCI_T0 if protocol == scard.SCARD_PROTOCOL_T0 else scard.SCARD_PCI_T1

        def transmit(command: bytes) -> bytes:
            status, answer = scard.SCardTransmit(card, pci, list(command))
            _check(status)
            return bytes(answer)

        try:
            return read_social_card(transmit, self._unlock)
        finally:
            scard.SCardDisconnect(card, scard.SCARD_UNPOWER_CARD)

    def _state(self) -> int:
        scard = _scard()
        if self._context is None:
            raise _unreachable("not open")
        result, states = scard.SCardGetStatusChange(self._context, 0, [(self._reader, scard.SCARD_STATE_UNAWARE)])
        _check(result)
        state = int(states[0][1])
        if state & (scard.SCARD_STATE_UNKNOWN | scard.SCARD_STATE_UNAVAILABLE):
            raise _unreachable("reader gone")
        return state

    def _named(self, scard: Any) -> str:
        for name in _listed(scard, self._context):
            if self._address in name:
                return name
        raise _unreachable("no such reader")


def reader_names() -> list[str]:
    """Of all readers pcscd knows now. Raises ``DeviceUnreachable``, also when there are none."""
    scard = _scard()
    result, context = scard.SCardEstablishContext(scard.SCARD_SCOPE_SYSTEM)
    _check(result)
    try:
        return _listed(scard, context)
    finally:
        scard.SCardReleaseContext(context)


def _listed(scard: Any, context: Any) -> list[str]:
    result, names = scard.SCardListReaders(context, [])
    _check(result)
    return [str(name) for name in names]


def _check(result: int) -> None:
    """Raises what a result of PC/SC means."""
    code = result & 0xFFFFFFFF
    if code in _GONE:
        raise _unreachable(f"{code:08X}")
    if code in _REMOVED:
        raise ReadFailed(FailureCode.SMART_CARD_REMOVED, f"{code:08X}")
    if code:
        raise unreadable(f"{code:08X}")


def _unreachable(detail: str) -> DeviceUnreachable:
    return DeviceUnreachable(FailureCode.SMART_READER_UNREACHABLE, detail)


def _scard() -> Any:
    with suppress(ImportError):
        return importlib.import_module("smartcard.scard")
    raise support_missing("pyscard")
