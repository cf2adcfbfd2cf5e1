"""Changing the directory: one enterprise at a time, or a whole sheet as one act."""

from app.enterprises.service.directory import COLUMNS, rate, register, revise
from app.enterprises.service.loading import Counts, forecast, load

__all__ = ["COLUMNS", "Counts", "forecast", "load", "rate", "register", "revise"]
