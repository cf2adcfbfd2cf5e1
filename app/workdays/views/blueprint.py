"""The blueprint of the calendar's pages, and who acts on them."""

from flask import Blueprint
from flask_login import current_user

from app.accounts.models import User

bp = Blueprint("workdays", __name__, url_prefix="/calendar")


def me() -> User:
    """Whoever is signed in."""
    user: User = current_user._get_current_object()
    return user
