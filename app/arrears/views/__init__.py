"""The pages of arrears."""

from app.arrears.views import acting, filing, leading, lists, showing
from app.arrears.views.blueprint import bp

__all__ = ["acting", "bp", "filing", "leading", "lists", "showing"]
