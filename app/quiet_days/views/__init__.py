"""The pages of quiet days: the department's requests, the leader's decisions, the office's filings."""

from app.quiet_days.views import approving, deputizing, filings, linked, requests, slips
from app.quiet_days.views.blueprint import bp

__all__ = ["approving", "bp", "deputizing", "filings", "linked", "requests", "slips"]
