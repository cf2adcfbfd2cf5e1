"""The pages of visits: the inspector's, the door's, the enterprise's, the office's."""

from app.visits.views import (
    door,
    drafting,
    joining,
    judging,
    listing,
    mine,
    papers,
    passes,
    rating,
    reporting,
    scheduling,
)
from app.visits.views.blueprint import bp

__all__ = [
    "bp",
    "door",
    "drafting",
    "joining",
    "judging",
    "listing",
    "mine",
    "papers",
    "passes",
    "rating",
    "reporting",
    "scheduling",
]
