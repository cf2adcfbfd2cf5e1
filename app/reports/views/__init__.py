"""The pages of reports: the office's drafts and issuing, what was issued, the cases behind numbers, the public's."""

from app.reports.views import drafting, public, showing, tracing
from app.reports.views.blueprint import bp

__all__ = ["bp", "drafting", "public", "showing", "tracing"]
