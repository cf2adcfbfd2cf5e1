"""Changing publications: published, exported to the channels, received by them, corrected, contested, taken down."""

from app.publication.service.correcting import correct
from app.publication.service.exporting import export
from app.publication.service.publishing import publish
from app.publication.service.receiving import forecast, receive
from app.publication.service.withdrawing import contest, withdraw

__all__ = ["contest", "correct", "export", "forecast", "publish", "receive", "withdraw"]
