"""To whom a station seals: all recipients of the first suite it knows, in the platform's order."""

import shutil
import subprocess

import pyrage
import pytest

from domain.contract.enrolment import Recipient
from domain.failures import Failure, FailureCode
from offline_queue.sealing import SUITES, Sealer

AGE = [pyrage.x25519.Identity.generate() for _ in range(3)]
NATIONAL = Recipient(key_id="sm2-1", suite="gm-v1", public_key="04ab")


def recipients(*identities: pyrage.x25519.Identity) -> tuple[Recipient, ...]:
    return tuple(
        Recipient(key_id=f"age-{at}", suite="age-v1", public_key=str(identity.to_public()))
        for at, identity in enumerate(identities)
    )


def test_every_recipient_opens_alone_and_nobody_else() -> None:
    sealer = Sealer(recipients(*AGE[:2]))
    sealed = sealer.seal(b"a page")
    for identity in AGE[:2]:
        assert pyrage.decrypt(sealed, [identity]) == b"a page"
    with pytest.raises(pyrage.DecryptError):
        pyrage.decrypt(sealed, [AGE[2]])
    assert (sealer.suite, sealer.key_ids) == ("age-v1", ("age-0", "age-1"))


@pytest.mark.skipif(shutil.which("age") is None, reason="age is not installed")
@pytest.mark.parametrize("size", [0, 1, 65_536, 500_000])
def test_the_stock_tool_opens_a_page_with_the_key_of_any_recipient(size, tmp_path) -> None:
    """How a city gets at a dead station's disk without any program of ours (docs/failure_codes.md, K102)."""
    page, key = tmp_path / "page.age", tmp_path / "key"
    plain = bytes(at % 251 for at in range(size))
    page.write_bytes(Sealer(recipients(*AGE[:2])).seal(plain))
    for identity in AGE[:2]:
        key.write_text(f"{identity}\n")
        assert subprocess.run(["age", "-d", "-i", key, page], capture_output=True, check=True).stdout == plain


def test_a_suite_this_program_does_not_know_is_passed_over() -> None:
    sealer = Sealer((NATIONAL, *recipients(AGE[0])))
    assert (sealer.suite, sealer.key_ids) == ("age-v1", ("age-0",))
    assert pyrage.decrypt(sealer.seal(b"a page"), [AGE[0]]) == b"a page"


def test_a_suite_that_joins_is_used_as_soon_as_it_is_known_and_preferred() -> None:
    def seal_national(plain, public_keys, sink):
        sink(b"GM1\n" + ",".join(public_keys).encode() + plain[::-1])

    sealer = Sealer((NATIONAL, *recipients(AGE[0])), {**SUITES, "gm-v1": seal_national})
    assert (sealer.suite, sealer.key_ids) == ("gm-v1", ("sm2-1",))
    assert sealer.seal(b"abc") == b"GM1\n04abcba"


@pytest.mark.parametrize("nobody", [(), (NATIONAL,), (NATIONAL.model_copy(update={"suite": "age-v1"}),)])
def test_without_a_key_it_can_use_nothing_is_sealed(nobody) -> None:
    with pytest.raises(Failure) as refused:
        Sealer(nobody).seal(b"a page")
    assert refused.value.code is FailureCode.SEALING_NO_RECIPIENT
