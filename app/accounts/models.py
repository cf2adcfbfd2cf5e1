"""Users and what they sign in with."""

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from app.kernel.db import Model
from app.kernel.permissions import Role


class User(Model):
    """Somebody who signs in. A clerk and an inspector belong to a department, an enterprise's user to an enterprise."""

    __tablename__ = "users"

    id: Mapped[int] = mapped_column(primary_key=True)
    username: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    role: Mapped[Role]
    department_id: Mapped[int | None] = mapped_column(ForeignKey("departments.id"))
    enterprise_id: Mapped[int | None] = mapped_column(ForeignKey("enterprises.id"))

    @property
    def actor(self) -> str:
        """How the ledger calls this user."""
        return f"user:{self.id}"

    @property
    def acting_role(self) -> str:
        """The role as the ledger writes it."""
        return self.role
