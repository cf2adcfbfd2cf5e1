"""Pages of the look-backs."""

from app.lookbacks.views import exemptions, imports, records
from app.lookbacks.views.blueprint import bp

__all__ = ["bp", "exemptions", "imports", "records"]
