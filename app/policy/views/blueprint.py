"""The blueprint of the rulebook's pages, and who acts on them."""

from flask import Blueprint
from flask_login import current_user

from app.accounts.models import User

bp = Blueprint("policy", __name__, url_prefix="/rules")


def me() -> User:
    """Whoever is signed in."""
    user: User = current_user._get_current_object()
    return user
