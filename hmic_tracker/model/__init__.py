"""Nouns without files: what a recommendation, an inspection, a risk and a date are."""
