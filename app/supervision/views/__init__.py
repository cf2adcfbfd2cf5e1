"""The pages of supervision."""

from app.supervision.views import acting, issuing, lists, papers, referring, reminding, showing
from app.supervision.views.blueprint import bp

__all__ = ["acting", "bp", "issuing", "lists", "papers", "referring", "reminding", "showing"]
