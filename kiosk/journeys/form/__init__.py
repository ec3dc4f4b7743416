"""The application form, prefilled and checked as it is filled in."""
