"""Arithmetic: every count once, with the refs behind it."""
