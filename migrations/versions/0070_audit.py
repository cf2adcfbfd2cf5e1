"""The audit: runs of the checks, findings, and what was said of them."""

import sqlalchemy as sa
from alembic import op

revision = "0070_audit"
down_revision = "0062_timer"
branch_labels = None
depends_on = None

STATES = "'accepted', 'asked', 'closed', 'corrected', 'dismissed', 'explained', 'found', 'waived'"
RUN_CHECKS = {
    "counts": "found >= 0 AND new >= 0 AND gone >= 0 AND new <= found",
    "of_one_enterprise": "(kind = 'enterprise') = (enterprise_id IS NOT NULL)",
    "of_one_department": "(kind = 'department') = (department_id IS NOT NULL)",
}
FINDING_CHECKS = {
    "state": f"state IN ({STATES})",
    "severity": "severity IN ('grave', 'minor', 'serious')",
    "department_not_asked": "NOT confidential OR state NOT IN ('asked', 'accepted')",
    "somebody_is_asked": "state NOT IN ('asked', 'accepted') OR department_id IS NOT NULL",
}


def _checks(table: str, rules: dict[str, str]) -> list[sa.CheckConstraint]:
    return [sa.CheckConstraint(rule, name=op.f(f"ck_{table}_{name}")) for name, rule in rules.items()]


def upgrade() -> None:
    op.create_table(
        "audit_runs",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("as_of", sa.Date(), nullable=False),
        sa.Column("enterprise_id", sa.Integer(), sa.ForeignKey("enterprises.id")),
        sa.Column("department_id", sa.Integer(), sa.ForeignKey("departments.id")),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by_id", sa.Integer(), sa.ForeignKey("users.id")),
        sa.Column("milliseconds", sa.Integer(), nullable=False),
        sa.Column("found", sa.Integer(), nullable=False),
        sa.Column("new", sa.Integer(), nullable=False),
        sa.Column("gone", sa.Integer(), nullable=False),
        sa.Column("counts", sa.JSON(), nullable=False),
        *_checks("audit_runs", RUN_CHECKS),
    )
    op.create_index("ix_audit_runs_at", "audit_runs", ["at"])
    where = sa.text("kind = 'nightly'")
    op.create_index(
        "ix_audit_runs_nightly", "audit_runs", ["as_of"], unique=True, sqlite_where=where, postgresql_where=where
    )
    op.create_table(
        "audit_findings",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("severity", sa.String(length=40), nullable=False),
        sa.Column("confidential", sa.Boolean(), nullable=False),
        sa.Column("department_id", sa.Integer(), sa.ForeignKey("departments.id")),
        sa.Column("enterprise_id", sa.Integer(), sa.ForeignKey("enterprises.id")),
        sa.Column("happened_on", sa.Date(), nullable=False),
        sa.Column("figures", sa.JSON(), nullable=False),
        sa.Column("evidence", sa.JSON(), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("state_since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("found_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("run_id", sa.Integer(), sa.ForeignKey("audit_runs.id"), nullable=False),
        sa.Column("gone_on", sa.Date()),
        sa.UniqueConstraint("number", name=op.f("uq_audit_findings_number")),
        sa.UniqueConstraint("code", "subject", name=op.f("uq_audit_findings_code_subject")),
        *_checks("audit_findings", FINDING_CHECKS),
    )
    for columns in (["department_id", "state"], ["state", "severity"]):
        op.create_index(f"ix_audit_findings_{columns[0]}", "audit_findings", columns)
    for column in ("enterprise_id", "found_at"):
        op.create_index(f"ix_audit_findings_{column}", "audit_findings", [column])
    op.create_table(
        "audit_statements",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("finding_id", sa.Integer(), sa.ForeignKey("audit_findings.id"), nullable=False),
        sa.Column("verb", sa.String(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("by_id", sa.Integer(), sa.ForeignKey("users.id"), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        *_checks("audit_statements", {"in_words": "words <> ''"}),
    )
    op.create_index("ix_audit_statements_finding_id", "audit_statements", ["finding_id"])


def downgrade() -> None:
    op.drop_table("audit_statements")
    op.drop_table("audit_findings")
    op.drop_table("audit_runs")
