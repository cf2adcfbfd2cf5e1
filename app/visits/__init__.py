"""Visits to enterprises: what for and by whom, the pass, the door."""
