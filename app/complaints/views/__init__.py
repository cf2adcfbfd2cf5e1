"""The pages of the complaint line."""

from app.complaints.views.root import bp

__all__ = ["bp"]
