"""The pages of the audit."""

from app.audit.views import acting, listing, running, showing
from app.audit.views.blueprint import bp

__all__ = ["acting", "bp", "listing", "running", "showing"]
