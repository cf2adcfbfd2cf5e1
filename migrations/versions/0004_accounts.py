"""Users, their passkeys, tokens of programs, and the counters of attempts."""

import sqlalchemy as sa
from alembic import op

revision = "0004_accounts"
down_revision = "0003_enterprises"
branch_labels = None
depends_on = None

ROLES = "'enterprise', 'clerk', 'inspector', 'leader', 'oversight', 'discipline', 'administrator'"
OF_CLERK = "(role IN ('clerk', 'inspector')) = (department_id IS NOT NULL)"


def upgrade() -> None:
    instant = sa.DateTime(timezone=True)
    op.create_table(
        "users",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("username", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("email", sa.String()),
        sa.Column("role", sa.String(40), nullable=False),
        sa.Column("department_id", sa.Integer()),
        sa.Column("enterprise_id", sa.Integer()),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("password", sa.String()),
        sa.Column("password_once", sa.Boolean(), nullable=False),
        sa.Column("password_changed_at", instant, nullable=False),
        sa.Column("created_at", instant, nullable=False),
        sa.Column("fs_uniquifier", sa.String(), nullable=False),
        sa.Column("fs_webauthn_user_handle", sa.String(), nullable=False),
        sa.Column("tf_primary_method", sa.String()),
        sa.Column("tf_totp_secret", sa.String()),
        sa.Column("tf_last_counter", sa.Integer()),
        sa.Column("mf_recovery_codes", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["department_id"], ["departments.id"], name="fk_users_department_id_departments"),
        sa.ForeignKeyConstraint(["enterprise_id"], ["enterprises.id"], name="fk_users_enterprise_id_enterprises"),
        sa.UniqueConstraint("username", name="uq_users_username"),
        sa.UniqueConstraint("email", name="uq_users_email"),
        sa.UniqueConstraint("fs_uniquifier", name="uq_users_fs_uniquifier"),
        sa.UniqueConstraint("fs_webauthn_user_handle", name="uq_users_fs_webauthn_user_handle"),
        sa.CheckConstraint(f"role IN ({ROLES})", name=op.f("ck_users_role_known")),
        sa.CheckConstraint(OF_CLERK, name=op.f("ck_users_department_of_clerk")),
        sa.CheckConstraint(
            "(role = 'enterprise') = (enterprise_id IS NOT NULL)", name=op.f("ck_users_enterprise_of_its_user")
        ),
        sa.CheckConstraint(
            "(tf_primary_method IS NULL) = (tf_totp_secret IS NULL)", name=op.f("ck_users_second_factor_whole")
        ),
    )
    op.create_index("ix_users_department_id", "users", ["department_id"])
    op.create_index("ix_users_enterprise_id", "users", ["enterprise_id"])
    op.create_table(
        "passkeys",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("usage", sa.String(), nullable=False),
        sa.Column("credential_id", sa.LargeBinary(), nullable=False),
        sa.Column("public_key", sa.LargeBinary(), nullable=False),
        sa.Column("sign_count", sa.Integer(), nullable=False),
        sa.Column("transports", sa.JSON(), nullable=False),
        sa.Column("device_type", sa.String(), nullable=False),
        sa.Column("backup_state", sa.Boolean(), nullable=False),
        sa.Column("extensions", sa.String()),
        sa.Column("lastuse_datetime", instant, nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name="fk_passkeys_user_id_users", ondelete="CASCADE"),
        sa.UniqueConstraint("credential_id", name="uq_passkeys_credential_id"),
        sa.CheckConstraint("usage IN ('first', 'secondary')", name=op.f("ck_passkeys_usage_known")),
    )
    op.create_index("ix_passkeys_user_id", "passkeys", ["user_id"])
    op.create_table(
        "api_tokens",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("prefix", sa.String(), nullable=False),
        sa.Column("secret_hash", sa.String(), nullable=False),
        sa.Column("scopes", sa.JSON(), nullable=False),
        sa.Column("created_at", instant, nullable=False),
        sa.Column("expires_at", instant, nullable=False),
        sa.Column("last_used_at", instant),
        sa.Column("revoked_at", instant),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name="fk_api_tokens_user_id_users"),
        sa.UniqueConstraint("secret_hash", name="uq_api_tokens_secret_hash"),
        sa.CheckConstraint("expires_at > created_at", name=op.f("ck_api_tokens_expires_after_creation")),
    )
    op.create_index("ix_api_tokens_user_id", "api_tokens", ["user_id"])
    op.create_table(
        "rate_limits",
        sa.Column("key", sa.String(), primary_key=True),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("ends", sa.Double(), nullable=False),
    )
    op.create_index("ix_rate_limits_ends", "rate_limits", ["ends"])


def downgrade() -> None:
    for table in ("rate_limits", "api_tokens", "passkeys", "users"):
        op.drop_table(table)
