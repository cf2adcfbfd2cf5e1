"""Arrears: what is owed to an enterprise and what was paid of it, open until nothing is left (annex 3, items 81-82)."""
