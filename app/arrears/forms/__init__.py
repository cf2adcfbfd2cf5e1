"""What people type on the pages of arrears."""

from app.arrears.forms.acting import AssessForm, HandOverForm, ObjectForm, RepayForm, SettleForm, StepForm
from app.arrears.forms.filing import DebtForm, SearchForm, debtor_named

__all__ = [
    "AssessForm",
    "DebtForm",
    "HandOverForm",
    "ObjectForm",
    "RepayForm",
    "SearchForm",
    "SettleForm",
    "StepForm",
    "debtor_named",
]
