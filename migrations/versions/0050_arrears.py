"""Arrears: the account of a complaint, repayments and what contradicts them, what the office found, the steps taken."""

import sqlalchemy as sa
from alembic import op

revision = "0050_arrears"
down_revision = "0041_publication"
branch_labels = None
depends_on = None

CASE_CHECKS = {
    "something_claimed": "claimed > 0",
    "debtor_named": "debtor_name <> ''",
    "contract_named": "contract <> ''",
    "agreed_after_delivery": "agreed_on IS NULL OR agreed_on >= delivered_on",
    "due_after_delivery": "due_on >= delivered_on",
    "cut_means_earlier": "NOT cut OR due_on < agreed_on",
    "handed_by_somebody": "(handed_at IS NULL) = (handed_by IS NULL)",
    "handed_for_a_reason": "(handed_at IS NULL) = (handed_why = '')",
}
REPAYMENT_CHECKS = {
    "something_paid": "amount > 0",
    "creditor_not_named": "(author = 'complainant') = (by_id IS NULL)",
}
OBJECTION_CHECKS = {
    "with_words": "words <> ''",
    "creditor_not_named": "(author = 'complainant') = (by_id IS NULL)",
    "decided_at_an_instant": "(outcome IS NULL) = (decided_at IS NULL)",
    "decided_by_somebody": "(outcome IS NULL) = (decided_by IS NULL)",
    "decided_in_words": "(outcome IS NULL) = (decision = '')",
}
ASSESSMENT_CHECKS = {"something_owed": "amount > 0", "with_words": "words <> ''"}
STEP_CHECKS = {
    "taken_here": "kind IN ('onsite', 'interview', 'accountability')",
    "with_a_document": "document_no <> ''",
    "copy_with_its_hash": "(content IS NULL) = (sha256 = '')",
    "copy_with_its_name": "(content IS NULL) = (name = '')",
}


def _id() -> sa.Column[int]:
    return sa.Column("id", sa.Integer(), primary_key=True)


def _text(*names: str) -> list[sa.Column[str]]:
    return [sa.Column(name, sa.String(), nullable=False) for name in names]


def _choice(name: str, *, nullable: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.String(length=40), nullable=nullable)


def _whole(*names: str) -> list[sa.Column[int]]:
    return [sa.Column(name, sa.Integer(), nullable=False) for name in names]


def _money(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.BigInteger(), nullable=False)


def _day(name: str, *, nullable: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.Date(), nullable=nullable)


def _at(name: str, *, nullable: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


def _key(name: str, table: str, *, nullable: bool = False, primary: bool = False) -> sa.Column[int]:
    return sa.Column(name, sa.Integer(), sa.ForeignKey(table), nullable=nullable, primary_key=primary)


def _checks(table: str, checks: dict[str, str]) -> list[sa.CheckConstraint]:
    return [sa.CheckConstraint(rule, name=op.f(f"ck_{table}_{name}")) for name, rule in checks.items()]


def _cases() -> None:
    name = "arrears_cases"
    op.create_table(
        name,
        _key("complaint_id", "complaints.id", primary=True),
        *_whole("version"),
        _choice("debtor_kind"),
        _key("debtor_id", "departments.id", nullable=True),
        *_text("debtor_name", "contract"),
        _money("claimed"),
        _day("delivered_on"),
        _day("agreed_on", nullable=True),
        _day("due_on"),
        sa.Column("cut", sa.Boolean(), nullable=False),
        *_whole("within", "at_most", "rulebook_version"),
        _at("opened_at"),
        _choice("opened_by"),
        _at("handed_at", nullable=True),
        _key("handed_by", "users.id", nullable=True),
        *_text("handed_why"),
        *_checks(name, CASE_CHECKS),
    )
    op.create_index(f"ix_{name}_debtor_id", name, ["debtor_id"])


def _said() -> list[sa.Column[str]]:
    """Who said it, and when; the creditor is not named."""
    return [_choice("author"), _key("by_id", "users.id", nullable=True), _at("at")]  # type: ignore[list-item]


def _book() -> None:
    case = "arrears_cases.complaint_id"
    op.create_table(
        "arrears_repayments",
        _id(),
        _key("case_id", case),
        _money("amount"),
        _day("paid_on"),
        *_text("voucher"),
        *_said(),
        *_checks("arrears_repayments", REPAYMENT_CHECKS),
    )
    op.create_index("ix_arrears_repayments_case_id", "arrears_repayments", ["case_id"])
    op.create_table(
        "arrears_objections",
        _key("repayment_id", "arrears_repayments.id", primary=True),
        *_whole("version"),
        *_text("words"),
        *_said(),
        _choice("outcome", nullable=True),
        *_text("decision"),
        _at("decided_at", nullable=True),
        _key("decided_by", "users.id", nullable=True),
        *_checks("arrears_objections", OBJECTION_CHECKS),
    )
    op.create_table(
        "arrears_assessments",
        _id(),
        _key("case_id", case),
        _money("amount"),
        *_text("words"),
        _key("by_id", "users.id"),
        _at("at"),
        *_checks("arrears_assessments", ASSESSMENT_CHECKS),
    )
    op.create_index("ix_arrears_assessments_case_id", "arrears_assessments", ["case_id"])


def _steps() -> None:
    name = "arrears_steps"
    op.create_table(
        name,
        _id(),
        _key("case_id", "arrears_cases.complaint_id"),
        _choice("kind"),
        _day("taken_on"),
        *_text("document_no", "words"),
        _key("by_id", "users.id"),
        _at("at"),
        *_text("name", "mime", "sha256"),
        sa.Column("content", sa.LargeBinary(), nullable=True),
        *_checks(name, STEP_CHECKS),
    )
    op.create_index(f"ix_{name}_case_id", name, ["case_id"])


def upgrade() -> None:
    _cases()
    _book()
    _steps()


def downgrade() -> None:
    for name in ("steps", "assessments", "objections", "repayments", "cases"):
        op.drop_table(f"arrears_{name}")
