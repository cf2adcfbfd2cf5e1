"""What is stored of results: what was found, photos, follow-up, papers and their templates, drafts."""

from app.results.models.follow_ups import FollowUp, Recheck
from app.results.models.papers import Paper, Template
from app.results.models.results import Draft, Finding, Photo, Result

__all__ = ["Draft", "Finding", "FollowUp", "Paper", "Photo", "Recheck", "Result", "Template"]
