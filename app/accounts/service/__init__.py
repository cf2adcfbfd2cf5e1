"""What happens to users and tokens. Every verb writes the ledger."""

from app.accounts.service.tokens import create_token, due_to_touch, revoke_token, touch_token
from app.accounts.service.users import (
    activate,
    change_password,
    create_user,
    deactivate,
    edit_user,
    end_sessions,
    reset_password,
    reset_second_factor,
    set_second_factor,
)

__all__ = [
    "activate",
    "change_password",
    "create_token",
    "create_user",
    "deactivate",
    "due_to_touch",
    "edit_user",
    "end_sessions",
    "reset_password",
    "reset_second_factor",
    "revoke_token",
    "set_second_factor",
    "touch_token",
]
