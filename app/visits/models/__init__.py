"""What is stored of visits, and what can never be stored."""

from app.visits.models.drawn import DrawnVisit
from app.visits.models.joint import Companion
from app.visits.models.visits import CheckIn, Judgement, Look, Member, Sighting, Visit

__all__ = ["CheckIn", "Companion", "DrawnVisit", "Judgement", "Look", "Member", "Sighting", "Visit"]
