"""The pages of visits: the inspector's, the door's, the enterprise's, the office's."""

from app.visits.views import door, drafting, judging, listing, mine, passes, reporting, scheduling
from app.visits.views.blueprint import bp

__all__ = ["bp", "door", "drafting", "judging", "listing", "mine", "passes", "reporting", "scheduling"]
