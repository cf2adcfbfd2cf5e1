"""Penalties as rows of a sheet, and as JSON."""

from app.penalties.schemas.answers import PenaltyFiledOut, PenaltyLineOut, PenaltyOut
from app.penalties.schemas.sheets import FigureRow, FilingRow, cells, figure_cells
from app.penalties.schemas.wire import (
    DecideIn,
    DropIn,
    HearIn,
    PenaltyAskIn,
    PenaltyIn,
    PenaltyListIn,
    PenaltyPayIn,
    PenaltyPublishIn,
    PenaltyReplyIn,
    VetIn,
)

__all__ = [
    "DecideIn",
    "DropIn",
    "FigureRow",
    "FilingRow",
    "HearIn",
    "PenaltyAskIn",
    "PenaltyFiledOut",
    "PenaltyIn",
    "PenaltyLineOut",
    "PenaltyListIn",
    "PenaltyOut",
    "PenaltyPayIn",
    "PenaltyPublishIn",
    "PenaltyReplyIn",
    "VetIn",
    "cells",
    "figure_cells",
]
