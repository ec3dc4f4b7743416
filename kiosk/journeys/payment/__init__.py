"""Fees paid by phone: a code on the screen, whether it was paid, a receipt."""
