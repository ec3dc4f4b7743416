"""A platform that goes away between the connection and its first TLS message."""

import gc
import socket
import struct
import warnings

import pytest

from offline_queue.tls_tickets import TicketContext

_RESET_AT_CLOSE = struct.pack("ii", 1, 0)


def test_the_socket_is_closed_and_the_reset_told() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        line = socket.create_connection(listening.getsockname())
        other, _ = listening.accept()
        other.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RESET_AT_CLOSE)
        other.close()
    with warnings.catch_warnings(record=True) as heard:
        warnings.simplefilter("always")
        with pytest.raises(ConnectionResetError):
            TicketContext().wrap_socket(line, server_hostname="127.0.0.1")
        gc.collect()
    assert not heard, [str(warning.message) for warning in heard]
