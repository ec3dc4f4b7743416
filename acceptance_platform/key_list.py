"""The list of keys stations work by: numbered anew whenever it changes, signed by every key that is still believed."""

from collections.abc import Sequence

from acceptance_platform import key_files
from acceptance_platform.data_folder import DataFolder, write_durably
from acceptance_platform.signing import Signer
from domain.contract.enrolment import VerificationKey
from domain.contract.keys import KeyList, SignedKeys


def current_key_list(folder: DataFolder) -> KeyList:
    """Of the keys in the folder; one that differs from the last gets the next number, once."""
    path = folder.keys / "key_list.json"
    held = KeyList.model_validate_json(path.read_bytes()) if path.exists() else None
    found = KeyList(
        issue=1 if held is None else held.issue,
        recipients=(key_files.load_age(folder).recipient, *key_files.load_escrow(folder)),
        verification_keys=tuple({key.key_id: key for key in _verifying(folder)}.values()),
    )
    if held is not None and found != held:
        found = found.model_copy(update={"issue": held.issue + 1})
    if found != held:
        write_durably(path, found.model_dump_json().encode())
    return found


def signed_key_list(keys: KeyList, signers: Sequence[Signer]) -> SignedKeys:
    claims = keys.model_dump(mode="json")
    return SignedKeys(tokens=tuple(signer.sign(claims) for signer in signers))


def _verifying(folder: DataFolder) -> list[VerificationKey]:
    return [signer.verification_key for signer in key_files.load_signers(folder)]
