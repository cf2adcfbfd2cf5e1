"""Looking at requests: who may see which, who decides them, which wait too long."""

from app.quiet_days.queries.deciding import (
    charges,
    deciders,
    deputies,
    deputizing,
    in_charge_of,
    may_decide,
    plain_deputies,
)
from app.quiet_days.queries.finding import (
    by_number,
    by_visit,
    count,
    filings,
    get,
    history,
    last_entry,
    last_return,
    lock,
    search,
    visible,
    waiting,
)
from app.quiet_days.queries.overdue import escalates, over, reminds, undecided

__all__ = [
    "by_number",
    "by_visit",
    "charges",
    "count",
    "deciders",
    "deputies",
    "deputizing",
    "escalates",
    "filings",
    "get",
    "history",
    "in_charge_of",
    "last_entry",
    "last_return",
    "lock",
    "may_decide",
    "over",
    "plain_deputies",
    "reminds",
    "search",
    "undecided",
    "visible",
    "waiting",
]
