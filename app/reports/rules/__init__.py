"""Reports as rules: periods, the table of figures, counting, what is frozen, and what everybody may read of it."""

from app.reports.rules.atoms import Atom, atoms, runs, veiled, whole
from app.reports.rules.blocks import Bar, Block, Cell, Paper
from app.reports.rules.charts import Column, bars, months
from app.reports.rules.counting import Row, Value, by_unit, ranks, slow, tenths, value
from app.reports.rules.figures import Better, Figure, Measure, Readers, form, of_kind, public, table, version
from app.reports.rules.papers import readable, written
from app.reports.rules.periods import Kind, Period, check_over, containing, lately, parse
from app.reports.rules.snapshots import Line, Snapshot, kept, restored

__all__ = [
    "Atom",
    "Bar",
    "Better",
    "Block",
    "Cell",
    "Column",
    "Figure",
    "Kind",
    "Line",
    "Measure",
    "Paper",
    "Period",
    "Readers",
    "Row",
    "Snapshot",
    "Value",
    "atoms",
    "bars",
    "by_unit",
    "check_over",
    "containing",
    "form",
    "kept",
    "lately",
    "months",
    "of_kind",
    "parse",
    "public",
    "ranks",
    "readable",
    "restored",
    "runs",
    "slow",
    "table",
    "tenths",
    "value",
    "veiled",
    "version",
    "whole",
    "written",
]
