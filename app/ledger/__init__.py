"""Append-only entries: who did which verb to what, when, under which rules."""
