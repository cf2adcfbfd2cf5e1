"""Penalties: filings with what was asked and their files, decisions with what became of them, lists of leniency."""

import sqlalchemy as sa
from alembic import op

revision = "0030_penalties"
down_revision = "0020_quiet_days"
branch_labels = None
depends_on = None

FILING_CHECKS = {
    "sums": "fine >= 0 AND total >= fine",
    "reviewed_by_somebody": "(reviewer = '') = (reviewed_on IS NULL)",
    "review_recorded": "(reviewer = '') = (reviewed_at IS NULL)",
    "hearing_on_a_day": "(hearing = 'not_due') = (hearing_on IS NULL)",
    "on_for_a_reason": "NOT first_minor OR leniency_reason <> ''",
    "registered_by_somebody": "(registered_at IS NULL) = (registered_by IS NULL)",
    "registered_after_filed": "registered_at IS NULL OR registered_at >= filed_at",
    "registered_at_an_instant": "state <> 'registered' OR registered_at IS NOT NULL",
    "closed_at_an_instant": "(state = 'closed') = (closed_at IS NOT NULL)",
    "dropped_means_closed": "dropped_why = '' OR state = 'closed'",
}
DECISION_CHECKS = {
    "filed_before_decided": "late OR filed_at < decided_at",
    "decided_before_recorded": "decided_at <= recorded_at",
    "fine_not_negative": "fine >= 0",
    "with_a_document": "document_no <> ''",
    "published_on_a_day": "(published_on IS NULL) = (published_at IS NULL)",
    "published_somewhere": "(published_on IS NULL) = (channel = '')",
    "published_before_withdrawn": "withdrawn_at IS NULL OR published_at IS NOT NULL",
}
ASK_CHECKS = {
    "with_words": "words <> ''",
    "answered_in_words": "(answered_at IS NULL) = (answer = '')",
    "answered_by_somebody": "(answered_at IS NULL) = (answered_by IS NULL)",
}
ENTRY_CHECKS = {
    "ends_after_it_begins": "until_on IS NULL OR until_on >= from_on",
    "with_a_basis": "basis <> ''",
    "approved_by_a_second_person": "approved_by IS NULL OR approved_by <> proposed_by",
}
PROPOSAL_CHECKS = {
    "decided_when_not_pending": "(state = 'pending') = (decided_at IS NULL)",
    "decided_by_somebody": "(decided_at IS NULL) = (decided_by IS NULL)",
    "rejected_for_a_reason": "(state = 'rejected') = (decided_why <> '')",
    "decided_by_a_second_person": "state NOT IN ('approved', 'rejected') OR decided_by <> proposed_by",
}


def _id() -> sa.Column[int]:
    return sa.Column("id", sa.Integer(), primary_key=True)


def _text(*names: str) -> list[sa.Column[str]]:
    return [sa.Column(name, sa.String(), nullable=False) for name in names]


def _choice(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.String(length=40), nullable=False)


def _whole(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.Integer(), nullable=False)


def _money(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.BigInteger(), nullable=False)


def _list(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.JSON(), nullable=False)


def _yes(name: str) -> sa.Column[bool]:
    return sa.Column(name, sa.Boolean(), nullable=False)


def _day(name: str, *, nullable: bool = True) -> sa.Column[str]:
    return sa.Column(name, sa.Date(), nullable=nullable)


def _at(name: str, *, nullable: bool = True) -> sa.Column[str]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


def _key(name: str, table: str, *, nullable: bool = False, primary: bool = False) -> sa.Column[int]:
    return sa.Column(name, sa.Integer(), sa.ForeignKey(table), nullable=nullable, primary_key=primary)


def _checks(table: str, checks: dict[str, str]) -> list[sa.CheckConstraint]:
    return [sa.CheckConstraint(rule, name=op.f(f"ck_{table}_{name}")) for name, rule in checks.items()]


def _file() -> list[sa.Column[str]]:
    return [
        *_text("name", "mime"),
        _whole("size"),
        *_text("sha256"),
        sa.Column("content", sa.LargeBinary(), nullable=False),
    ]


def _filings() -> None:
    name = "penalty_filings"
    op.create_table(
        name,
        _id(),
        _whole("version"),
        *_text("number", "origin"),
        _choice("state"),
        _at("state_since", nullable=False),
        _key("department_id", "departments.id"),
        _key("enterprise_id", "enterprises.id", nullable=True),
        *_text("party_code", "party_name", "case_no", "matter", "facts", "basis", "discretion"),
        _list("fines"),
        _money("fine"),
        _money("total"),
        _list("kinds"),
        _list("reasons"),
        _money("threshold"),
        _whole("rulebook_version"),
        _choice("hearing"),
        _day("hearing_on"),
        *_text("reviewer"),
        _day("reviewed_on"),
        *_text("opinion"),
        _at("reviewed_at"),
        _list("leniency"),
        _yes("first_minor"),
        *_text("leniency_reason"),
        _day("late_on"),
        _at("filed_at", nullable=False),
        _key("filed_by", "users.id"),
        _at("registered_at"),
        _key("registered_by", "users.id", nullable=True),
        _at("closed_at"),
        *_text("dropped_why"),
        sa.UniqueConstraint("number", name=op.f(f"uq_{name}_number")),
        sa.UniqueConstraint("origin", name=op.f(f"uq_{name}_origin")),
        *_checks(name, FILING_CHECKS),
    )
    op.create_index(f"ix_{name}_filed_at", name, ["filed_at"])
    op.create_index(f"ix_{name}_department_id_state", name, ["department_id", "state"])
    op.create_index(f"ix_{name}_party_code_case_no", name, ["party_code", "case_no"])


def _asked() -> None:
    name = "penalty_asks"
    op.create_table(
        name,
        _id(),
        _key("filing_id", "penalty_filings.id"),
        _choice("kind"),
        *_text("words"),
        _at("asked_at", nullable=False),
        _key("asked_by", "users.id"),
        *_text("answer"),
        _at("answered_at"),
        _key("answered_by", "users.id", nullable=True),
        *_checks(name, ASK_CHECKS),
    )
    op.create_index(f"ix_{name}_filing_id", name, ["filing_id"])
    op.create_table(
        "penalty_annexes",
        _id(),
        _key("filing_id", "penalty_filings.id"),
        _key("ask_id", "penalty_asks.id", nullable=True),
        _whole("position"),
        _at("at", nullable=False),
        *_file(),
        sa.UniqueConstraint("filing_id", "position", name=op.f("uq_penalty_annexes_filing_id_position")),
    )


def _decisions() -> None:
    name = "penalty_decisions"
    op.create_table(
        name,
        _key("filing_id", "penalty_filings.id", primary=True),
        _whole("version"),
        *_text("document_no"),
        _yes("late"),
        *(_at(instant, nullable=False) for instant in ("filed_at", "decided_at", "recorded_at")),
        _key("recorded_by", "users.id"),
        _list("fines"),
        _money("fine"),
        _list("kinds"),
        _list("carried"),
        *_text("channel"),
        _day("published_on"),
        _at("published_at"),
        _at("withdrawn_at"),
        *_checks(name, DECISION_CHECKS),
    )


def _aftermath() -> None:
    op.create_table(
        "penalty_payments",
        _id(),
        _key("filing_id", "penalty_filings.id"),
        _money("amount"),
        _day("paid_on", nullable=False),
        *_text("voucher"),
        _at("recorded_at", nullable=False),
        _key("recorded_by", "users.id"),
        *_checks("penalty_payments", {"something_paid": "amount > 0"}),
    )
    op.create_index("ix_penalty_payments_filing_id", "penalty_payments", ["filing_id"])
    op.create_table(
        "penalty_reversals",
        _key("filing_id", "penalty_filings.id", primary=True),
        _choice("kind"),
        *_text("document_no"),
        _day("reversed_on", nullable=False),
        *_text("words"),
        _at("recorded_at", nullable=False),
        _key("recorded_by", "users.id"),
        *_checks("penalty_reversals", {"with_a_document": "document_no <> ''", "with_words": "words <> ''"}),
    )


def _drafts() -> None:
    op.create_table(
        "penalty_drafts",
        sa.Column("key", sa.String(), primary_key=True),
        _whole("version"),
        _key("department_id", "departments.id"),
        _key("user_id", "users.id"),
        _list("answers"),
        _at("changed_at", nullable=False),
    )
    op.create_index("ix_penalty_drafts_department_id", "penalty_drafts", ["department_id"])
    op.create_index("ix_penalty_drafts_changed_at", "penalty_drafts", ["changed_at"])
    op.create_table(
        "penalty_draft_files",
        _id(),
        sa.Column("draft_key", sa.String(), sa.ForeignKey("penalty_drafts.key", ondelete="CASCADE"), nullable=False),
        *_file(),
    )
    op.create_index("ix_penalty_draft_files_draft_key", "penalty_draft_files", ["draft_key"])


def _lists() -> None:
    op.create_table(
        "leniency_entries",
        _id(),
        *_text("code"),
        _choice("kind"),
        *_text("matter", "terms", "basis"),
        _day("from_on", nullable=False),
        _day("until_on"),
        _at("made_at", nullable=False),
        _key("proposed_by", "users.id", nullable=True),
        _key("approved_by", "users.id", nullable=True),
        sa.UniqueConstraint("code", "from_on", name=op.f("uq_leniency_entries_code_from_on")),
        *_checks("leniency_entries", ENTRY_CHECKS),
    )
    name = "leniency_proposals"
    op.create_table(
        name,
        _id(),
        _whole("version"),
        *_text("code"),
        _yes("ends"),
        _choice("kind"),
        *_text("matter", "terms", "basis"),
        _day("from_on", nullable=False),
        *_text("reason"),
        _choice("state"),
        _at("proposed_at", nullable=False),
        _key("proposed_by", "users.id"),
        _at("decided_at"),
        _key("decided_by", "users.id", nullable=True),
        *_text("decided_why"),
        *_checks(name, PROPOSAL_CHECKS),
    )
    op.create_index(f"ix_{name}_code_state", name, ["code", "state"])


def upgrade() -> None:
    _filings()
    _asked()
    _decisions()
    _aftermath()
    _drafts()
    _lists()


def downgrade() -> None:
    for table in (
        "leniency_proposals",
        "leniency_entries",
        "penalty_draft_files",
        "penalty_drafts",
        "penalty_reversals",
        "penalty_payments",
        "penalty_decisions",
        "penalty_annexes",
        "penalty_asks",
        "penalty_filings",
    ):
        op.drop_table(table)
