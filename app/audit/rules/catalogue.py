"""The catalogue: every check by its code. Each area's checks stand in a module of their own."""

from app.audit.rules import cases, inspections
from app.audit.rules.terms import Area, Check, Owner, Severity

__all__ = ["CATALOGUE", "CONFIDENTIAL", "Area", "Check", "Owner", "Severity"]
CATALOGUE: dict[str, Check] = {one.code: one for one in (*inspections.CHECKS, *cases.CHECKS)}
CONFIDENTIAL = frozenset(code for code, one in CATALOGUE.items() if one.confidential)
