"""Inspection items: what may be looked at, on which basis, by whom, at whom, how."""
