"""Which hand-ins have to be signed by hand, and what counts: the same at kiosk, window and department.

An item with :attr:`Item.signed` asks for the hand of who hands it in: on a pad (ADR 13), or on paper, as people have
always done it: the application form signed with a pen and scanned as the item's own material of source ``form``.
"""

from collections.abc import Collection

from domain.catalogue.model import Item, Material


def is_signed_on(item: Item, material: Material) -> bool:
    """A page of it carries the signature."""
    return item.signed and material.source == "form"


def is_signed(item: Item, *, by_hand: bool, paged: Collection[str]) -> bool:
    """Nothing is to be signed, or it is. ``by_hand``: on a pad; ``paged``: ids of the materials that have pages."""
    return not item.signed or by_hand or any(is_signed_on(item, one) and one.id in paged for one in item.materials)
