"""Failure codes: one code is one place in the code and one line in ``docs/failure_codes.md``.

A failure speaks twice. The citizen or clerk reads the text ``failure.<name in lower case>`` of the
translation files; support reads the code. ``./run check`` refuses a code that is not documented,
has no text, or is raised at more or fewer than one place.
"""

from enum import StrEnum


class FailureCode(StrEnum):
    """First letter: C card reader, S scanner, P printer, Q code scanner, D device in general,
    F form and papers, K local store, N network, X platform refused, E enrolment, A application."""

    CARD_READER_UNREACHABLE = "C101"
    CARD_READER_SILENT = "C102"
    CARD_READER_FAULT = "C103"
    CARD_UNREADABLE = "C104"
    CARD_TEXT_INVALID = "C105"
    SMART_READER_UNREACHABLE = "C201"
    SMART_CARD_REMOVED = "C202"
    SMART_CARD_UNREADABLE = "C203"
    SOCIAL_CARD_INVALID = "C204"
    SOCIAL_CARD_PROTECTED = "C205"
    SECURITY_MODULE_MISSING = "C206"
    SECURITY_MODULE_FAILED = "C207"

    SCANNER_UNREACHABLE = "S101"
    SCANNER_BUSY = "S102"
    SCANNER_JAM = "S103"
    SCANNER_COVER_OPEN = "S104"
    SCANNER_FEEDER_EMPTY = "S105"
    SCANNER_REFUSED = "S106"
    SCANNER_ANSWER_INVALID = "S107"
    SCANNER_CANCELLED = "S108"
    SCANNER_PAGES_MISSING = "S109"
    SCAN_STOPPED = "S110"
    SCANNER_SILENT = "S111"
    IMPORT_NO_FILES = "S112"
    IMPORT_FILE_REFUSED = "S113"
    SCANNER_DOUBLE_FEED = "S134"
    SCANNER_PAPER_LEFT = "S135"
    PAGE_TOO_LARGE = "S201"
    PAGE_UNREADABLE = "S202"

    PRINTER_UNREACHABLE = "P101"
    PRINTER_PAPER_OUT = "P102"
    PRINTER_COVER_OPEN = "P103"
    PRINTER_CUTTER = "P104"
    PRINTER_FAULT = "P105"
    PRINTER_SILENT = "P106"
    PAGE_PRINTER_UNREACHABLE = "P201"
    PAGE_PRINTER_PAPER_OUT = "P202"
    PAGE_PRINTER_JAM = "P203"
    PAGE_PRINTER_COVER_OPEN = "P204"
    PAGE_PRINTER_TONER = "P205"
    PAGE_PRINTER_STOPPED = "P206"
    PAGE_PRINTER_JOB_REFUSED = "P207"
    PAGE_PRINTER_SILENT = "P208"

    CODE_SCANNER_UNREACHABLE = "Q101"
    CODE_UNREADABLE = "Q102"
    CODE_TOO_LONG = "Q103"
    CODE_NOT_OURS = "Q104"

    DEVICE_UNKNOWN_DRIVER = "D101"
    DEVICE_CRASHED = "D102"
    DEVICE_NOT_CONFIGURED = "D103"
    DEVICE_SUPPORT_MISSING = "D104"
    DEVICE_IN_USE = "D105"
    DEVICE_NAMED_TWICE = "D106"
    DEVICE_OPTION_WRONG = "D107"

    STORE_UNSAFE_SETTINGS = "K101"
    STORE_DAMAGED = "K102"
    STORE_DISK_FULL = "K103"
    STORE_WRITE_FAILED = "K104"
    STORE_PAGE_MISSING = "K105"
    STORE_TOO_NEW = "K106"
    SEALING_NO_RECIPIENT = "K201"
    CLOCK_IMPLAUSIBLE = "K301"
    LINE_SETTINGS_INVALID = "K302"
    STORE_RESERVE_LOW = "K107"
    CONTINUE_CODE_INVALID = "K120"
    COURIER_FOLDER_UNUSABLE = "K401"
    COURIER_PACKET_INVALID = "K402"

    PLATFORM_UNREACHABLE = "N101"
    PLATFORM_TLS = "N102"
    PLATFORM_CAPTIVE_PORTAL = "N103"
    PLATFORM_BUSY = "N104"
    PLATFORM_REPLY_INVALID = "N105"
    ACKNOWLEDGEMENT_INVALID = "N106"
    PLATFORM_REDIRECTED = "N107"
    WORKING_OFFLINE = "N120"

    ENROLMENT_CODE_REFUSED = "E101"
    ENROLMENT_CA_MISMATCH = "E102"
    DEVICE_NOT_ENROLLED = "E103"
    DEVICE_REVOKED = "E104"
    DEVICE_NOT_IDENTIFIED = "E105"

    MANIFEST_INVALID = "X101"
    MANIFEST_CONFLICT = "X102"
    UPLOAD_UNKNOWN = "X103"
    UPLOAD_OFFSET_MISMATCH = "X104"
    UPLOAD_CHECKSUM_MISMATCH = "X105"
    UPLOAD_DIGEST_MISMATCH = "X106"
    UPLOAD_TOO_LONG = "X107"
    SUBMISSION_INCOMPLETE = "X108"
    SUBMISSION_UNREADABLE = "X109"
    SUBMISSION_INCONSISTENT = "X110"
    CASE_NOT_FOUND = "X111"
    CASE_STATE_CONFLICT = "X112"
    CLERK_REFUSED = "X113"
    CLERK_NOT_AUTHORISED = "X114"
    CORRECTION_UNKNOWN = "X115"
    ITEM_UNKNOWN = "X116"
    REGION_UNKNOWN = "X117"
    REQUEST_INVALID = "X118"
    PLATFORM_STORAGE_FULL = "X119"
    PLATFORM_STORE_UNSAFE = "X120"
    PLATFORM_NOT_INITIALISED = "X121"
    PACKET_FRAME_MISPLACED = "X122"
    PACKET_ORIGIN_INVALID = "X123"
    PLATFORM_STORE_NEWER = "X124"
    DRAFT_NOT_FOUND = "X125"
    DRAFT_ELSEWHERE = "X126"
    DRAFT_TRIES_EXHAUSTED = "X127"
    DRAFT_CLOSED = "X128"
    DRAFT_UNREADABLE = "X129"

    IDENTITY_NOT_PROVEN = "X130"
    ASSISTANCE_REFUSED = "X131"
    PHONE_CODE_REFUSED = "X132"
    SERVICE_NOT_OFFERED = "X133"
    RECORD_NOT_FOUND = "X134"
    CERTIFICATE_LIMIT = "X135"
    BILL_NOT_FOUND = "X136"
    SLOT_TAKEN = "X137"
    EVALUATION_GIVEN = "X138"
    RESULT_NOT_READY = "X150"

    SETTINGS_INVALID = "A101"
    CRASHED = "A102"
    DRAFT_PAGE_MISSING = "A130"
    IMPORT_FILE_UNREADABLE = "A131"


class Failure(Exception):
    """A failure with a code. ``detail`` is for the log: it never holds personal data."""

    def __init__(self, code: FailureCode, detail: str = "") -> None:
        super().__init__(f"{code.value} {code.name}: {detail}" if detail else f"{code.value} {code.name}")
        self.code = code
        self.detail = detail


def text_key(code: FailureCode) -> str:
    """The key of the sentence a citizen or clerk reads for this code."""
    return f"failure.{code.name.lower()}"
