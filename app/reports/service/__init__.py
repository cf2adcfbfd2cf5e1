"""Changing reports: issuing one, correcting it by another, making one public, counting the public months."""

from app.reports.service.closing import close_months
from app.reports.service.issuing import issue, release

__all__ = ["close_months", "issue", "release"]
