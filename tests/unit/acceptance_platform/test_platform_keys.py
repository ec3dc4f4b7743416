"""Keys come, go and lie in a safe; what was sealed or signed before stays readable and true."""

from pathlib import Path

import pyrage
import pytest

from acceptance_platform import key_files
from acceptance_platform.data_folder import DataFolder
from acceptance_platform.key_list import current_key_list, signed_key_list
from acceptance_platform.problems import Refused
from acceptance_platform.unsealing import SealedBytesUnreadable, Unsealer
from domain.contract.keys import KeyList
from domain.failures import FailureCode
from offline_queue.signatures import SignatureInvalid, signed_claims


@pytest.fixture
def folder(data_folder: DataFolder) -> DataFolder:
    key_files.create_keys(data_folder)
    return data_folder


def sealed_now(folder: DataFolder, plain: bytes) -> bytes:
    """As a station does."""
    keys = [pyrage.x25519.Recipient.from_str(key.public_key) for key in current_key_list(folder).recipients]
    return pyrage.encrypt(plain, keys)


def test_what_was_sealed_to_any_key_of_before_is_opened(folder: DataFolder) -> None:
    sealed = []
    for _ in range(3):
        sealed.append(sealed_now(folder, b"page"))
        key_files.replace_sealing_key(folder)
    unsealer = key_files.load_unsealer(folder)
    assert [unsealer.open(one) for one in sealed] == [b"page"] * 3
    assert len(unsealer.key_ids) == 4


def test_a_new_page_is_not_for_a_key_of_before(folder: DataFolder) -> None:
    old = pyrage.x25519.Identity.from_str((folder.keys / "age.key").read_text().strip())
    key_files.replace_sealing_key(folder)
    with pytest.raises(pyrage.DecryptError):
        pyrage.decrypt(sealed_now(folder, b"page"), [old])


def test_the_key_in_the_safe_opens_what_was_sealed_since_and_the_platform_still_does(folder: DataFolder) -> None:
    safe = pyrage.x25519.Identity.generate()
    key_files.add_escrow(folder, str(safe.to_public()))
    sealed = sealed_now(folder, b"page")
    assert pyrage.decrypt(sealed, [safe]) == b"page"
    assert key_files.load_unsealer(folder).open(sealed) == b"page"


def test_only_a_public_key_goes_into_escrow(folder: DataFolder) -> None:
    for word in ("", "age1", str(pyrage.x25519.Identity.generate())):
        with pytest.raises(ValueError, match="public key"):
            key_files.add_escrow(folder, word)
    assert key_files.load_escrow(folder) == ()


def test_the_list_gets_a_number_for_every_change_and_for_nothing_else(folder: DataFolder) -> None:
    issues = [current_key_list(folder).issue, current_key_list(folder).issue]
    key_files.replace_sealing_key(folder)
    issues.append(current_key_list(folder).issue)
    key_files.add_escrow(folder, str(pyrage.x25519.Identity.generate().to_public()))
    issues += [current_key_list(folder).issue, current_key_list(folder).issue]
    assert issues == [1, 1, 2, 3, 3]


def test_a_station_that_knows_only_the_first_signing_key_believes_the_list_after_two_more(folder: DataFolder) -> None:
    known = current_key_list(folder).verification_keys
    for _ in range(2):
        key_files.replace_signing_key(folder)
    keys = current_key_list(folder)
    tokens = signed_key_list(keys, key_files.load_signers(folder)).tokens
    with pytest.raises(SignatureInvalid):
        signed_claims(tokens[0], known)
    (believed,) = [signed_claims(token, known) for token in tokens if not _refused(token, known)]
    assert KeyList.model_validate(believed) == keys
    assert {key.key_id for key in known} < {key.key_id for key in keys.verification_keys}


def _refused(token, known) -> bool:
    try:
        signed_claims(token, known)
    except SignatureInvalid:
        return True
    return False


def test_a_power_cut_between_the_two_files_of_a_change_loses_no_key(
    folder: DataFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    sealed = sealed_now(folder, b"page")
    write = key_files.write_durably

    def cut_at_the_second(path: Path, data: bytes) -> None:
        if path.name == "age.key":
            raise KeyboardInterrupt
        write(path, data)

    monkeypatch.setattr(key_files, "write_durably", cut_at_the_second)
    with pytest.raises(KeyboardInterrupt):
        key_files.replace_sealing_key(folder)
    monkeypatch.undo()
    assert key_files.load_unsealer(folder).open(sealed) == b"page"
    key_files.replace_sealing_key(folder)
    assert key_files.load_unsealer(folder).open(sealed) == b"page"


class Reversing:
    """A suite of tomorrow, as far as a platform sees one."""

    name = "gm-v1"
    mark = b"GM1\n"
    key_ids = frozenset({"sm2-1"})

    def seal(self, data: bytes) -> bytes:
        return self.mark + data[::-1]

    def open(self, sealed: bytes) -> bytes:
        return sealed[len(self.mark) :][::-1]


def test_a_case_may_hold_pages_of_two_suites(folder: DataFolder) -> None:
    unsealer = Unsealer((key_files.load_age(folder), Reversing()))
    unsealer.require("gm-v1")
    assert unsealer.open(Reversing().seal(b"page")) == unsealer.open(sealed_now(folder, b"page")) == b"page"
    assert "sm2-1" in unsealer.key_ids


def test_a_suite_it_has_not_learnt_is_refused_by_its_own_code(folder: DataFolder) -> None:
    unsealer = key_files.load_unsealer(folder)
    with pytest.raises(Refused) as refused:
        unsealer.require("gm-v1")
    assert (refused.value.code, refused.value.status) == (FailureCode.SEALING_SUITE_UNKNOWN, 422)
    with pytest.raises(SealedBytesUnreadable):
        unsealer.open(Reversing().seal(b"page"))


def test_a_sealed_page_with_any_byte_altered_cut_off_or_added_is_refused(folder: DataFolder) -> None:
    key_files.add_escrow(folder, str(pyrage.x25519.Identity.generate().to_public()))
    sealed, unsealer = sealed_now(folder, b"page"), key_files.load_unsealer(folder)
    altered = [sealed[:at] + bytes([sealed[at] ^ 1]) + sealed[at + 1 :] for at in range(len(sealed))]
    cut = [sealed[:at] for at in range(len(sealed))]
    for one in (*altered, *cut, sealed + b"\x00"):
        with pytest.raises(SealedBytesUnreadable):
            unsealer.open(one)
    assert unsealer.open(sealed) == b"page"
