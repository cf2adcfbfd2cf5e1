"""What is stored of penalties: the filing, what the office asked, the decision and what became of it; the lists."""

from app.penalties.models.decisions import Decision, Payment, Reversal
from app.penalties.models.drafts import Draft, DraftFile
from app.penalties.models.filings import Annex, Ask, Filing
from app.penalties.models.lists import LeniencyEntry, LeniencyProposal, ProposalState

__all__ = [
    "Annex",
    "Ask",
    "Decision",
    "Draft",
    "DraftFile",
    "Filing",
    "LeniencyEntry",
    "LeniencyProposal",
    "Payment",
    "ProposalState",
    "Reversal",
]
