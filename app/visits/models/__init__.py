"""What is stored of visits, and what can never be stored."""

from app.visits.models.drawn import DrawnVisit
from app.visits.models.joint import Companion, JointOffer
from app.visits.models.papers import Paper
from app.visits.models.ratings import VisitRating
from app.visits.models.visits import BackEntry, CheckIn, Judgement, Look, Member, Sighting, Visit

__all__ = [
    "BackEntry",
    "CheckIn",
    "Companion",
    "DrawnVisit",
    "JointOffer",
    "Judgement",
    "Look",
    "Member",
    "Paper",
    "Sighting",
    "Visit",
    "VisitRating",
]
