"""The pages of typical cases."""

from app.typical_cases.views import deciding, drafting, public
from app.typical_cases.views.blueprint import bp

__all__ = ["bp", "deciding", "drafting", "public"]
