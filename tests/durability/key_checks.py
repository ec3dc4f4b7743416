"""Has a platform still every key it once counted on? What was sealed to one is opened by nothing else. And a station
those it has heard of?"""

from collections.abc import Sequence

from acceptance_platform import key_files
from acceptance_platform.data_folder import DataFolder
from domain.failures import Failure
from offline_queue.catalogue_mirror import read_mirror
from offline_queue.station import Station


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


def station_key_faults(station: Station, marks: Sequence[str]) -> list[str]:
    """In words; each is a loss. What it believes and seals to never goes back, and its catalogue stays genuine."""
    told = max((int(mark.split()[1]) for mark in marks if mark.startswith("keyed ")), default=0)
    try:
        issue = station.enrolment().key_issue
    except Failure:
        return ["the enrolment"]
    found = [] if issue >= told else [f"keys of issue {told}, has {issue}"]
    return found if read_mirror(station) else [*found, "the catalogue"]
