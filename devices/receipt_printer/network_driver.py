"""A receipt printer on TCP, usually port 9100."""

import socket
from collections.abc import Mapping

from devices.receipt_printer.answering_printer import AnsweringPrinter, seconds_option

_DEFAULT_PORT = 9100


def network_printer(address: str, options: Mapping[str, object]) -> AnsweringPrinter:
    """``address``: ``host[:port]``. Options: ``connect_timeout`` seconds (5), and those of every printer."""
    host, colon, port = address.rpartition(":")
    where = (host, int(port)) if colon else (address, _DEFAULT_PORT)
    patience = seconds_option(options, "connect_timeout", 5.0)
    return AnsweringPrinter(lambda: socket.create_connection(where, timeout=patience), options, "connect_timeout")
