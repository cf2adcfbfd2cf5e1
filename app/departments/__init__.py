"""Departments of the city: who can be responsible for a case."""
