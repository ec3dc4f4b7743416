"""Handed in: number, receipt, and whether the platform has it."""
