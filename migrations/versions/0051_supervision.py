"""Supervision: orders with what they are about, dismissed proposals, minutes, reminders; referrals."""

import sqlalchemy as sa
from alembic import op

revision = "0051_supervision"
down_revision = "0050_arrears"
branch_labels = None
depends_on = None

ORDER_CHECKS = {
    "with_words": "title <> '' AND body <> ''",
    "received_by_somebody": "(received_at IS NULL) = (received_by IS NULL)",
    "answered_by_somebody": "(answered_at IS NULL) = (answered_by IS NULL)",
    "answered_in_words": "(answered_at IS NULL) = (answer = '')",
    "answered_at_an_instant": "(state = 'answered') = (answered_at IS NOT NULL)",
    "received_before_answered": "answered_at IS NULL OR received_at IS NOT NULL",
    "withdrawn_for_a_reason": "(state = 'withdrawn') = (withdrawn_why <> '')",
    "meeting_at_a_place": "(meet_at IS NULL) = (place = '')",
    "summons_to_a_meeting": "(kind IN ('red', 'interview', 'onsite')) = (meet_at IS NOT NULL)",
}
MATTER_CHECKS = {
    "clock_of_the_deadline": "(deadline_id IS NULL) = (clock IS NULL)",
    "due_of_the_deadline": "(deadline_id IS NULL) = (due_on IS NULL)",
}
REFERRAL_CHECKS = {
    "with_words": "facts <> '' AND basis <> ''",
    "taken_by_somebody": "(taken_at IS NULL) = (taken_by IS NULL)",
    "concluded_by_somebody": "(concluded_at IS NULL) = (concluded_by IS NULL)",
    "concluded_in_words": "(concluded_at IS NULL) = (outcome = '')",
    "taken_at_an_instant": "(state = 'sent') = (taken_at IS NULL)",
    "concluded_at_an_instant": "(state = 'concluded') = (concluded_at IS NOT NULL)",
}


def _id() -> sa.Column[int]:
    return sa.Column("id", sa.Integer(), primary_key=True)


def _text(*names: str) -> list[sa.Column[str]]:
    return [sa.Column(name, sa.String(), nullable=False) for name in names]


def _choice(name: str, *, nullable: bool = False, primary: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.String(length=40), nullable=nullable, primary_key=primary)


def _whole(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.Integer(), nullable=False)


def _list(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.JSON(), nullable=False)


def _day(name: str, *, nullable: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.Date(), nullable=nullable)


def _at(name: str, *, nullable: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


def _key(name: str, table: str, *, nullable: bool = False, primary: bool = False) -> sa.Column[int]:
    return sa.Column(name, sa.Integer(), sa.ForeignKey(table), nullable=nullable, primary_key=primary)


def _checks(table: str, checks: dict[str, str]) -> list[sa.CheckConstraint]:
    return [sa.CheckConstraint(rule, name=op.f(f"ck_{table}_{name}")) for name, rule in checks.items()]


def _orders() -> None:
    name = "supervision_orders"
    op.create_table(
        name,
        _id(),
        _whole("version"),
        *_text("number"),
        _choice("kind"),
        _choice("state"),
        _at("state_since"),
        _key("department_id", "departments.id"),
        *_text("title", "body"),
        _at("meet_at", nullable=True),
        *_text("place"),
        _at("issued_at"),
        _key("issued_by", "users.id"),
        _at("received_at", nullable=True),
        _key("received_by", "users.id", nullable=True),
        *_text("answer"),
        _at("answered_at", nullable=True),
        _key("answered_by", "users.id", nullable=True),
        *_text("withdrawn_why"),
        sa.UniqueConstraint("number", name=op.f(f"uq_{name}_number")),
        *_checks(name, ORDER_CHECKS),
    )
    op.create_index(f"ix_{name}_issued_at", name, ["issued_at"])
    op.create_index(f"ix_{name}_department_id_state", name, ["department_id", "state"])


def _about() -> None:
    name = "supervision_matters"
    op.create_table(
        name,
        _id(),
        _key("order_id", "supervision_orders.id"),
        *_text("subject"),
        _key("deadline_id", "deadlines.id", nullable=True),
        _choice("clock", nullable=True),
        _day("due_on", nullable=True),
        sa.UniqueConstraint("order_id", "subject", "deadline_id", name=op.f(f"uq_{name}_order_id_subject_deadline_id")),
        *_checks(name, MATTER_CHECKS),
    )
    op.create_index(f"ix_{name}_subject", name, ["subject"])
    op.create_index(f"ix_{name}_deadline_id", name, ["deadline_id"])
    op.create_table(
        "supervision_dismissals",
        _key("deadline_id", "deadlines.id", primary=True),
        _choice("kind", primary=True),
        *_text("why"),
        _key("by_id", "users.id"),
        _at("at"),
        *_checks("supervision_dismissals", {"for_a_reason": "why <> ''"}),
    )


def _told() -> None:
    op.create_table(
        "supervision_minutes",
        _id(),
        _key("order_id", "supervision_orders.id"),
        _day("held_on"),
        *_text("people", "words"),
        _key("by_id", "users.id"),
        _at("at"),
        *_checks("supervision_minutes", {"with_words": "words <> '' AND people <> ''"}),
    )
    op.create_index("ix_supervision_minutes_order_id", "supervision_minutes", ["order_id"])
    op.create_table(
        "supervision_reminders",
        _id(),
        _key("department_id", "departments.id"),
        *_text("words"),
        _list("subjects"),
        _key("by_id", "users.id"),
        _at("at"),
        *_checks("supervision_reminders", {"with_words": "words <> ''"}),
    )
    op.create_index("ix_supervision_reminders_department_id", "supervision_reminders", ["department_id"])


def _referrals() -> None:
    name = "supervision_referrals"
    op.create_table(
        name,
        _id(),
        _whole("version"),
        *_text("number"),
        _choice("state"),
        _key("department_id", "departments.id"),
        _list("subjects"),
        *_text("facts", "basis"),
        _at("sent_at"),
        _key("sent_by", "users.id"),
        _at("taken_at", nullable=True),
        _key("taken_by", "users.id", nullable=True),
        *_text("outcome"),
        _at("concluded_at", nullable=True),
        _key("concluded_by", "users.id", nullable=True),
        sa.UniqueConstraint("number", name=op.f(f"uq_{name}_number")),
        *_checks(name, REFERRAL_CHECKS),
    )
    op.create_index(f"ix_{name}_sent_at", name, ["sent_at"])


def upgrade() -> None:
    _orders()
    _about()
    _told()
    _referrals()


def downgrade() -> None:
    for name in ("referrals", "reminders", "minutes", "dismissals", "matters", "orders"):
        op.drop_table(f"supervision_{name}")
