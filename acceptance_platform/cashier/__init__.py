"""The cashier: a code to pay by phone, whether it was paid, the number of the receipt. Never a card, never cash."""
