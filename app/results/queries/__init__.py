"""Looking at results: who may see which, what waits to be recorded, follow-up, papers and templates."""

from app.results.queries.clocks import chip, clocks, standings
from app.results.queries.drafts import draft, drafts_of
from app.results.queries.ending import ended_on
from app.results.queries.finding import (
    Unrecorded,
    Waiting,
    by_number,
    clock_of,
    find,
    get,
    of_enterprise,
    own_papers,
    photo,
    photos,
    recorded,
    unrecorded,
    visible,
    visit,
    waiting,
)
from app.results.queries.following import follow_up, follow_ups, open_follow_ups
from app.results.queries.papers import paper, paper_for_enterprise, papers, template, templates, values

__all__ = [
    "Unrecorded",
    "Waiting",
    "by_number",
    "chip",
    "clock_of",
    "clocks",
    "draft",
    "drafts_of",
    "ended_on",
    "find",
    "follow_up",
    "follow_ups",
    "get",
    "of_enterprise",
    "open_follow_ups",
    "own_papers",
    "paper",
    "paper_for_enterprise",
    "papers",
    "photo",
    "photos",
    "recorded",
    "standings",
    "template",
    "templates",
    "unrecorded",
    "values",
    "visible",
    "visit",
    "waiting",
]
