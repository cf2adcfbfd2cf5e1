"""What people type on the pages of visits."""

from app.visits.forms.answering import ApartForm, DoneForm, JudgeForm, LookForm, RateForm
from app.visits.forms.entering import (
    ActForm,
    CodeForm,
    DaysForm,
    DoorForm,
    FilterForm,
    PaperForm,
    ReportForm,
    UrgentForm,
    VisitForm,
    shown,
)

__all__ = [
    "ActForm",
    "ApartForm",
    "CodeForm",
    "DaysForm",
    "DoneForm",
    "DoorForm",
    "FilterForm",
    "JudgeForm",
    "LookForm",
    "PaperForm",
    "RateForm",
    "ReportForm",
    "UrgentForm",
    "VisitForm",
    "shown",
]
