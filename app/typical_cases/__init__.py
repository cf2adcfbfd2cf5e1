"""Typical cases (典型案例): anonymised, approved by two people, public until a day."""
