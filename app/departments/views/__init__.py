"""Pages of the register of departments."""

from app.departments.views import imports, leaders, listing
from app.departments.views.blueprint import bp

__all__ = ["bp", "imports", "leaders", "listing"]
