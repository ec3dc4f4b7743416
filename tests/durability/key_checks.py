"""Has a platform still every key it once counted on? What was sealed to one is opened by nothing else."""

from collections.abc import Sequence

from acceptance_platform import key_files
from acceptance_platform.data_folder import DataFolder


def held_keys(folder: DataFolder) -> set[tuple[str, str]]:
    """Use and key id."""
    return {
        *(("opens", key_id) for key_id in key_files.load_age(folder).key_ids),
        *(("believed", signer.verification_key.key_id) for signer in key_files.load_signers(folder)),
        *(("escrow", recipient.key_id) for recipient in key_files.load_escrow(folder)),
    }


def key_faults(folder: DataFolder, marks: Sequence[str]) -> list[str]:
    """In words; each is a loss."""
    told = {(mark.split()[1], mark.split()[2]) for mark in marks if mark.startswith("key ")}
    return [f"{use} key {key_id}" for use, key_id in sorted(told - held_keys(folder))] if told else []
