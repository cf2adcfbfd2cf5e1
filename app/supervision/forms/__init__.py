"""What people type on the pages of supervision."""

from app.supervision.forms.acting import AnswerForm, ConcludeForm, MinuteForm, WithdrawForm
from app.supervision.forms.issuing import DismissForm, MeasureForm, OrderForm, ReferForm, RemindForm

__all__ = [
    "AnswerForm",
    "ConcludeForm",
    "DismissForm",
    "MeasureForm",
    "MinuteForm",
    "OrderForm",
    "ReferForm",
    "RemindForm",
    "WithdrawForm",
]
