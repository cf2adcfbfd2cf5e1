"""Looking at penalties: cases, what was asked, decisions and their clocks, figures without persons, the lists."""

from app.penalties.queries.cases import Row, by_number, filed_under, lock, parts, rows, visible
from app.penalties.queries.details import (
    Paid,
    annex,
    annexes,
    asks,
    decision,
    open_asks,
    paid,
    payments,
    reversal,
    timeline,
)
from app.penalties.queries.drafts import draft, draft_files, drafts_of
from app.penalties.queries.figures import Figures, figures
from app.penalties.queries.findings import Finding, findings
from app.penalties.queries.lists import entries, entry, latest, lists_version, proposal, proposals
from app.penalties.queries.own_acts import has_receipt, own_act, own_words
from app.penalties.queries.terms import Terms, terms
from app.penalties.queries.working import Filters, count, export, late, search

__all__ = [
    "Figures",
    "Filters",
    "Finding",
    "Paid",
    "Row",
    "Terms",
    "annex",
    "annexes",
    "asks",
    "by_number",
    "count",
    "decision",
    "draft",
    "draft_files",
    "drafts_of",
    "entries",
    "entry",
    "export",
    "figures",
    "filed_under",
    "findings",
    "has_receipt",
    "late",
    "latest",
    "lists_version",
    "lock",
    "open_asks",
    "own_act",
    "own_words",
    "paid",
    "parts",
    "payments",
    "proposal",
    "proposals",
    "reversal",
    "rows",
    "search",
    "terms",
    "timeline",
    "visible",
]
