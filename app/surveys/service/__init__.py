"""Changing surveys: opened, codes printed and voided, ballots cast, closed for good."""

from app.surveys.service.casting import VOTER, cast
from app.surveys.service.keeping import close, open_survey, print_codes, void

__all__ = ["VOTER", "cast", "close", "open_survey", "print_codes", "void"]
