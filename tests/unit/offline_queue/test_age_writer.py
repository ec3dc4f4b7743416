"""What we write is an age file: others open it, whole or not at all."""

import hashlib
import os

import pyrage
import pytest

from offline_queue.age_writer import write_age
from tests.durability.stolen_disk.bech32 import bech32

CHUNK = 65_536
OWNER, ESCROW = (pyrage.x25519.Identity.generate() for _ in range(2))


def written(plain: bytes, *keys: str) -> list[bytes]:
    pieces: list[bytes] = []
    write_age(plain, keys or (str(OWNER.to_public()),), pieces.append)
    return pieces


@pytest.mark.parametrize("size", [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 2 * CHUNK, 3 * CHUNK - 1, 1_000_000])
def test_another_implementation_opens_every_length(size: int) -> None:
    plain = os.urandom(size)
    sealed = written(plain)
    assert pyrage.decrypt(b"".join(sealed), [OWNER]) == plain
    assert max(map(len, sealed)) <= CHUNK + 16


def test_each_recipient_opens_it_alone() -> None:
    sealed = b"".join(written(b"a page", str(OWNER.to_public()), str(ESCROW.to_public())))
    assert [pyrage.decrypt(sealed, [one]) for one in (OWNER, ESCROW)] == [b"a page"] * 2


def test_the_same_page_twice_shares_no_key_and_no_nonce() -> None:
    """Lines: the format's name, the ephemeral share, the wrapped file key, the MAC; then nonce and page."""
    first, second = (b"".join(written(b"the same page")).split(b"\n", 4) for _ in range(2))
    assert first[0] == second[0] == b"age-encryption.org/v1"
    assert all(one != other for one, other in zip(first[1:4], second[1:4], strict=True))
    assert first[4][:16] != second[4][:16]
    assert first[4][16:] != second[4][16:]


def test_no_byte_can_be_changed_and_none_left_out() -> None:
    sealed = b"".join(written(b"a page"))
    for at in range(len(sealed)):
        changed = sealed[:at] + bytes([sealed[at] ^ 1]) + sealed[at + 1 :]
        with pytest.raises(pyrage.DecryptError):
            pyrage.decrypt(changed, [OWNER])


def test_a_file_cut_between_two_chunks_is_not_taken_for_a_shorter_one() -> None:
    sealed = written(os.urandom(2 * CHUNK))
    with pytest.raises(pyrage.DecryptError):
        pyrage.decrypt(b"".join(sealed[:-1]), [OWNER])
    with pytest.raises(pyrage.DecryptError):
        pyrage.decrypt(b"".join([sealed[0], sealed[2], sealed[1]]), [OWNER])


@pytest.mark.parametrize(
    "key",
    ["", "age1", str(OWNER), str(OWNER.to_public())[:-1] + "q", str(OWNER.to_public()).replace("age1", "bge1"),
     bech32("age", bytes(32)), bech32("age", (1).to_bytes(32, "little")), bech32("age", bytes(31))],
    ids=["empty", "no point", "a secret key", "checksum", "another kind", "zero", "small order", "too short"],
)  # fmt: skip
def test_a_key_that_keeps_no_secret_is_refused_before_anything_is_written(key: str) -> None:
    pieces: list[bytes] = []
    with pytest.raises(ValueError, match=r".") as refused:
        write_age(b"a page", (str(OWNER.to_public()), key), pieces.append)
    assert pieces == []
    assert str(OWNER) not in str(refused.value)


def test_a_key_in_capitals_is_the_same_key() -> None:
    assert pyrage.decrypt(b"".join(written(b"a page", str(OWNER.to_public()).upper())), [OWNER]) == b"a page"


def test_what_is_sealed_does_not_show_its_content() -> None:
    plain = bytes(200_000)
    digests = {hashlib.sha256(piece[:CHUNK]).hexdigest() for piece in written(plain)[1:]}
    assert len(digests) == 4
