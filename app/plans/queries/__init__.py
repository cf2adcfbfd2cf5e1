"""Looking at plans: their tasks, what they are measured by, their versions, and what a draw of them needs."""

from app.plans.queries.counting import bounds, register, sizes, townships, trades
from app.plans.queries.finding import (
    by_year,
    editable,
    find,
    may_edit,
    of_department,
    public,
    supervision,
    supervisions,
    task,
    tasks,
    years,
)
from app.plans.queries.outlooks import Finding, Outlook, outlook
from app.plans.queries.remembering import Past, past
from app.plans.queries.rosters import Roster, roster
from app.plans.queries.seeing import Excluded
from app.plans.queries.versions import Version, tasks_at, versions

__all__ = [
    "Excluded",
    "Finding",
    "Outlook",
    "Past",
    "Roster",
    "Version",
    "bounds",
    "by_year",
    "editable",
    "find",
    "may_edit",
    "of_department",
    "outlook",
    "past",
    "public",
    "register",
    "roster",
    "sizes",
    "supervision",
    "supervisions",
    "task",
    "tasks",
    "tasks_at",
    "townships",
    "trades",
    "versions",
    "years",
]
