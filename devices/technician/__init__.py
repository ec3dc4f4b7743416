"""The commands of ``python -m devices``. Personal data is masked before it leaves this package."""
