"""A platform that goes away between the connection and its first TLS message."""

import contextlib
import gc
import socket
import struct
import threading
import warnings

import certifi
import pytest

from offline_queue.http_transport import LineFailed, Request, Transport, Trust
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


def test_a_connection_made_ahead_that_broke_leaves_nothing_that_the_next_question_stumbles_over(tmp_path) -> None:
    """It left a socket without a number: the next ping ended the agent with a ``ValueError``."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port = listening.getsockname()[1]
        threading.Thread(target=_refuse_both, args=(listening,), daemon=True).start()
        with contextlib.closing(Transport(f"https://127.0.0.1:{port}", Trust(certifi.where(), None), 5.0)) as line:
            with pytest.raises(LineFailed):
                line.connect()
            with pytest.raises(LineFailed):
                line.ask(Request("GET", "/v1/ping"))


def _refuse_both(listening: socket.socket) -> None:
    for _ in range(2):
        other, _ = listening.accept()
        other.recv(1)
        other.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RESET_AT_CLOSE)
        other.close()
