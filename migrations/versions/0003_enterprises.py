"""The directory of business entities, and the shelf on which an uploaded sheet waits for its confirmation."""

import sqlalchemy as sa
from alembic import op

revision = "0003_enterprises"
down_revision = "0002_departments"
branch_labels = None
depends_on = None

CODE_OF_ITS_KIND = (
    "(code_kind = 'uscc' AND length(uscc) = 18) OR (code_kind = 'legacy15' AND length(uscc) = 15)"
    " OR (code_kind = 'legacy13' AND length(uscc) = 13)"
)
CHECKS = {
    "code_of_its_kind": CODE_OF_ITS_KIND,
    "name_not_empty": "name <> ''",
    "kind": "kind IN ('company', 'cooperative', 'sole_trader')",
    "state": "state IN ('active', 'closed', 'moved_out', 'revoked', 'suspended')",
    "credit_grade": "credit_grade IS NULL OR credit_grade IN ('A', 'B', 'C', 'D')",
    "risk_level": "risk_level IS NULL OR risk_level IN ('high', 'low', 'medium')",
    "rated_with_a_source": "(rated_on IS NULL) = (rated_by = '')",
}


def upgrade() -> None:
    op.create_table(
        "enterprises",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("uscc", sa.String(), nullable=False),
        sa.Column("code_kind", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("name_key", sa.String(), nullable=False),
        sa.Column("initials", sa.String(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("township", sa.String(), nullable=False),
        sa.Column("trade", sa.String(), nullable=False),
        sa.Column("credit_grade", sa.String(length=40)),
        sa.Column("risk_level", sa.String(length=40)),
        sa.Column("rated_by", sa.String(), nullable=False),
        sa.Column("rated_on", sa.Date()),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("registered_on", sa.Date()),
        sa.Column("authority", sa.String(), nullable=False),
        sa.Column("address", sa.String(), nullable=False),
        sa.Column("scope", sa.String(), nullable=False),
        sa.Column("entered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("batch", sa.String(), nullable=False),
        sa.UniqueConstraint("uscc", name=op.f("uq_enterprises_uscc")),
        *(sa.CheckConstraint(rule, name=op.f(f"ck_enterprises_{name}")) for name, rule in CHECKS.items()),
    )
    op.create_index("ix_enterprises_search", "enterprises", ["initials", "uscc", "name_key", "id"])
    op.create_index("ix_enterprises_township", "enterprises", ["township"])
    op.create_table(
        "enterprise_names",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("enterprise_id", sa.Integer(), sa.ForeignKey("enterprises.id"), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("name_key", sa.String(), nullable=False),
        sa.Column("until_at", sa.DateTime(timezone=True), nullable=False),
    )
    op.create_index("ix_enterprise_names_enterprise_id", "enterprise_names", ["enterprise_id"])
    op.create_table(
        "enterprise_changes",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("enterprise_id", sa.Integer(), sa.ForeignKey("enterprises.id"), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor", sa.String(), nullable=False),
        sa.Column("batch", sa.String(), nullable=False),
        sa.Column("before", sa.JSON(), nullable=False),
        sa.Column("after", sa.JSON(), nullable=False),
    )
    op.create_index("ix_enterprise_changes_enterprise_id", "enterprise_changes", ["enterprise_id"])
    op.create_table(
        "uploads",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("token", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("owner", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("content", sa.LargeBinary()),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("done_at", sa.DateTime(timezone=True)),
        sa.Column("outcome", sa.JSON(), nullable=False),
        sa.UniqueConstraint("token", name=op.f("uq_uploads_token")),
        sa.CheckConstraint("length(digest) = 64", name=op.f("ck_uploads_digest")),
        sa.CheckConstraint("expires_at > at", name=op.f("ck_uploads_expires_later")),
        sa.CheckConstraint("(done_at IS NULL) = (content IS NOT NULL)", name=op.f("ck_uploads_kept_until_done")),
    )
    op.create_index("ix_uploads_owner_digest", "uploads", ["owner", "digest"])


def downgrade() -> None:
    for table in ("uploads", "enterprise_changes", "enterprise_names", "enterprises"):
        op.drop_table(table)
