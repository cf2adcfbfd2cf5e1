"""What people type on the pages of the penalty line."""

from app.penalties.forms.acting import (
    AskForm,
    DecideForm,
    DropForm,
    HearForm,
    PayForm,
    PublishForm,
    ReplyForm,
    ReverseForm,
    VetForm,
)
from app.penalties.forms.filing import CaseForm, FactsForm, ReviewForm, Step, given
from app.penalties.forms.lists import ProposalForm, ReasonForm, SearchForm, YearForm

__all__ = [
    "AskForm",
    "CaseForm",
    "DecideForm",
    "DropForm",
    "FactsForm",
    "HearForm",
    "PayForm",
    "ProposalForm",
    "PublishForm",
    "ReasonForm",
    "ReplyForm",
    "ReverseForm",
    "ReviewForm",
    "SearchForm",
    "Step",
    "VetForm",
    "YearForm",
    "given",
]
