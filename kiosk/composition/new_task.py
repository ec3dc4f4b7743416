"""A new case, before anything of it is known."""

from domain.catalogue.model import Item
from domain.clock import IdSource
from kiosk.places import Task


def new_task(item: Item, ids: IdSource) -> Task:
    case_id = ids.new_id()
    return Task(case_id, case_id, item, ids.new_token())
