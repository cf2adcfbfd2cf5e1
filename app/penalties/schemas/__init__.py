"""Penalties as rows of a sheet, and as JSON."""

from app.penalties.schemas.answers import PenaltyFiledOut, PenaltyOut, PenaltyLineOut
from app.penalties.schemas.sheets import FigureRow, FilingRow, cells, figure_cells
from app.penalties.schemas.wire import (
    PenaltyAskIn,
    DecideIn,
    DropIn,
    PenaltyIn,
    HearIn,
    PenaltyListIn,
    PenaltyPayIn,
    PenaltyPublishIn,
    PenaltyReplyIn,
    VetIn,
)

__all__ = [
    "PenaltyAskIn",
    "DecideIn",
    "DropIn",
    "FigureRow",
    "PenaltyFiledOut",
    "PenaltyIn",
    "PenaltyOut",
    "FilingRow",
    "HearIn",
    "PenaltyLineOut",
    "PenaltyListIn",
    "PenaltyPayIn",
    "PenaltyPublishIn",
    "PenaltyReplyIn",
    "VetIn",
    "cells",
    "figure_cells",
]
