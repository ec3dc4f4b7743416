"""Appointments at a hall, and queue numbers."""
