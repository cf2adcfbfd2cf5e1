"""What the doors of notices share: the blueprint, who acts, the carriers."""

from flask import Blueprint, current_app
from flask_login import current_user

from app.accounts.models import User
from app.notices import service

bp = Blueprint("notices", __name__)


def me() -> User:
    """Whoever is signed in."""
    found: User = current_user._get_current_object()
    return found


def carriers() -> service.Carriers:
    """The carriers that the settings name."""
    found: service.Carriers = current_app.extensions["notices"]
    return found
