"""What leaves the service: deliveries of notices, where people want to be told, webhooks."""

import sqlalchemy as sa
from alembic import op

revision = "0060_carriers"
down_revision = "0041_publication"
branch_labels = None
depends_on = None

PREFERENCE_CHECKS = {
    "mail_to_an_address": "NOT mail OR address <> ''",
    "sms_to_a_phone": "NOT sms OR phone <> ''",
}
DELIVERY_CHECKS = {
    "leased_while_sending": "(state = 'sending') = (lease_until IS NOT NULL)",
    "done_at_an_instant": "(state IN ('waiting', 'sending')) = (done_at IS NULL)",
    "counts": "attempts >= 0 AND lost >= 0 AND lost <= attempts",
}


def _checks(table: str, rules: dict[str, str]) -> list[sa.CheckConstraint]:
    return [sa.CheckConstraint(rule, name=op.f(f"ck_{table}_{name}")) for name, rule in rules.items()]


def upgrade() -> None:
    """Notices from before count as spread: nobody is told anew of what they have long read."""
    with op.batch_alter_table("notices") as batch:
        batch.add_column(sa.Column("spread_at", sa.DateTime(timezone=True)))
    op.execute("UPDATE notices SET spread_at = at")
    op.create_index("ix_notices_spread_at_id", "notices", ["spread_at", "id"])
    op.create_table(
        "notice_preferences",
        sa.Column("user_id", sa.Integer(), sa.ForeignKey("users.id"), primary_key=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("mail", sa.Boolean(), nullable=False),
        sa.Column("address", sa.String(), nullable=False),
        sa.Column("sms", sa.Boolean(), nullable=False),
        sa.Column("phone", sa.String(), nullable=False),
        *_checks("notice_preferences", PREFERENCE_CHECKS),
    )
    op.create_table(
        "webhooks",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("user_id", sa.Integer(), sa.ForeignKey("users.id"), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("url", sa.String(), nullable=False),
        sa.Column("types", sa.JSON(), nullable=False),
        sa.Column("secret", sa.LargeBinary(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("stopped_at", sa.DateTime(timezone=True)),
        *_checks("webhooks", {"with_an_address": "url <> ''"}),
    )
    op.create_index("ix_webhooks_user_id", "webhooks", ["user_id"])
    op.create_table(
        "notice_deliveries",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("notice_id", sa.Integer(), sa.ForeignKey("notices.id"), nullable=False),
        sa.Column("carrier", sa.String(length=40), nullable=False),
        sa.Column("recipient", sa.String(), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("lost", sa.Integer(), nullable=False),
        sa.Column("next_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("lease_until", sa.DateTime(timezone=True)),
        sa.Column("done_at", sa.DateTime(timezone=True)),
        sa.Column("fault", sa.String(), nullable=False),
        sa.UniqueConstraint(
            "notice_id", "carrier", "recipient", name=op.f("uq_notice_deliveries_notice_id_carrier_recipient")
        ),
        *_checks("notice_deliveries", DELIVERY_CHECKS),
    )
    op.create_index("ix_notice_deliveries_recipient", "notice_deliveries", ["recipient"])
    op.create_index("ix_notice_deliveries_state_next_at", "notice_deliveries", ["state", "next_at"])


def downgrade() -> None:
    op.drop_table("notice_deliveries")
    op.drop_table("webhooks")
    op.drop_table("notice_preferences")
    op.drop_index("ix_notices_spread_at_id", "notices")
    with op.batch_alter_table("notices") as batch:
        batch.drop_column("spread_at")
