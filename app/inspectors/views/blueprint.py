"""The blueprint that the doors of the inspectors share, and who acts at them."""

from flask import Blueprint
from flask_login import current_user

from app.accounts.models import User

bp = Blueprint("inspectors", __name__)


def me() -> User:
    """Whoever is signed in."""
    user: User = current_user._get_current_object()
    return user
