"""Changing results: recorded once for a visit, followed up, told on papers; drafts before."""

from app.results.service.drafts import purge, save_draft
from app.results.service.following import open_case, recheck
from app.results.service.loading import load, outcome
from app.results.service.papers import edit_template, issue
from app.results.service.photos import Upload, upload
from app.results.service.recording import Outcome, record_result

__all__ = [
    "Outcome",
    "Upload",
    "edit_template",
    "issue",
    "load",
    "open_case",
    "outcome",
    "purge",
    "recheck",
    "record_result",
    "save_draft",
    "upload",
]
