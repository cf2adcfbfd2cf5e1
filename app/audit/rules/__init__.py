"""The audit without a computer: the catalogue of checks, what a fact is, how a finding moves."""

from app.audit.rules.catalogue import CATALOGUE, CONFIDENTIAL, Area, Check, Owner, Severity
from app.audit.rules.facts import Fact, Link, figures, instant, link
from app.audit.rules.states import MOVES, OF_OWNER, OPEN, State, after, check_askable, open_verbs

__all__ = [
    "CATALOGUE",
    "CONFIDENTIAL",
    "MOVES",
    "OF_OWNER",
    "OPEN",
    "Area",
    "Check",
    "Fact",
    "Link",
    "Owner",
    "Severity",
    "State",
    "after",
    "check_askable",
    "figures",
    "instant",
    "link",
    "open_verbs",
]
