"""The pages of surveys."""

from app.surveys.views import keeping, public, voting
from app.surveys.views.blueprint import bp

__all__ = ["bp", "keeping", "public", "voting"]
