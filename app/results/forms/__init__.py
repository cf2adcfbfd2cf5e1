"""What people type of results: the result itself, follow-up, templates."""

from app.results.forms.acting import CaseForm, IssueForm, RecheckForm, TemplateForm
from app.results.forms.recording import ResultForm, form_for

__all__ = ["CaseForm", "IssueForm", "RecheckForm", "ResultForm", "TemplateForm", "form_for"]
