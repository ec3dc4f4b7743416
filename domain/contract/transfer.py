"""Paper on its way from a hall to the departments (材料移交清单): one list for each department and day.

``POST /v1/transfers`` with a :class:`TransferAsk` answers :class:`TransferLists`. A window and a clerk's session with
the power to receive; the hall is the clerk's. Every ask is one printing, once by ``print_id``.
"""

from datetime import date

from pydantic import Field

from domain.contract.wire import Identifier, ShortText, Wire


class TransferAsk(Wire):
    print_id: Identifier
    day: date
    """In China."""


class TransferPaper(Wire):
    name: ShortText
    pages: int = Field(gt=0)


class TransferCase(Wire):
    official_no: ShortText
    item_name: ShortText
    applicant_masked: ShortText
    papers: tuple[TransferPaper, ...]


class TransferList(Wire):
    list_no: ShortText
    """The same for one hall, department and day, however often it is printed."""
    day: date
    node_name: ShortText
    authority: ShortText
    cases: tuple[TransferCase, ...]
    printed_before: int = Field(default=0, ge=0)


class TransferLists(Wire):
    lists: tuple[TransferList, ...]
