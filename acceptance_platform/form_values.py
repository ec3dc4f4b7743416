"""What was filled in, checked again by the rules of the screens. Pure.

What is missing is no fault here: the department asks for it (补正). What could not have been typed on a form of this
version is: nobody could work with it.
"""

from collections.abc import Mapping
from datetime import date, timedelta

from domain.catalogue.form_validation import check_field, check_place
from domain.catalogue.model import FormField, Item
from domain.contract.submission import SealedForm
from domain.identity.places import Places

_OTHER_DAY = timedelta(days=1)
"""A station's clock may be ahead, and the world has time zones."""


def wrong_value(form: SealedForm, item: Item, today: date, places: Places) -> str:
    """Id of a field whose value is none of its kind; empty when there is none. A form of another version than the
    item's of now is not judged by it."""
    if form.form_version != item.form_version:
        return ""
    fields = {field.id: field for field in item.fields}
    return next((key for key, value in form.fields.items() if not _fits(fields, key, value, today, places)), "")


def _fits(fields: Mapping[str, FormField], key: str, value: str, today: date, places: Places) -> bool:
    field = fields.get(key)
    if field is None:
        return False
    if not value:
        return True
    return check_field(field, value, today + _OTHER_DAY) is None and check_place(field, value, places) is None
