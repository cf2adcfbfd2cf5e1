"""Surveys of departments: what is asked, printed codes as digests, counts of answers, reasons under random keys."""

import sqlalchemy as sa
from alembic import op

revision = "0091_surveys"
down_revision = "0090_measures"
branch_labels = None
depends_on = None

SURVEY_CHECKS = {
    "with_title": "title <> ''",
    "ends_after_it_begins": "until_on >= from_on",
    "hides_the_single": "least >= 2",
    "closed_at_an_instant": "(state = 'closed') = (closed_at IS NOT NULL)",
    "closed_by_somebody": "(closed_at IS NULL) = (closed_by IS NULL)",
    "closed_with_a_digest": "(closed_at IS NULL) = (digest = '')",
}


def _key(name: str, target: str, table: str, **more: object) -> sa.Column[int]:
    found = sa.ForeignKey(f"{target}.id", name=f"fk_{table}_{name}_{target}")
    return sa.Column(name, sa.Integer(), found, nullable=more.pop("nullable", False), **more)


def _checks(checks: dict[str, str]) -> list[sa.CheckConstraint]:
    return [sa.CheckConstraint(sql, name=name) for name, sql in checks.items()]


def upgrade() -> None:
    op.create_table(
        "surveys",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("state", sa.String(40), nullable=False),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("until_on", sa.Date(), nullable=False),
        sa.Column("groups", sa.JSON(), nullable=False),
        sa.Column("least", sa.Integer(), nullable=False),
        sa.Column("rulebook_version", sa.Integer(), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        _key("opened_by", "users", "surveys"),
        sa.Column("closed_at", sa.DateTime(timezone=True)),
        _key("closed_by", "users", "surveys", nullable=True),
        sa.Column("ballots", sa.Integer(), nullable=False),
        sa.Column("issued", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.UniqueConstraint("number", name="uq_surveys_number"),
        *_checks(SURVEY_CHECKS),
    )
    op.create_table(
        "survey_departments",
        _key("survey_id", "surveys", "survey_departments", primary_key=True),
        _key("department_id", "departments", "survey_departments", primary_key=True),
        sa.Column("position", sa.Integer(), nullable=False),
    )
    op.create_table(
        "survey_batches",
        sa.Column("id", sa.Integer(), primary_key=True),
        _key("survey_id", "surveys", "survey_batches"),
        sa.Column("group", sa.String(40), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        _key("made_by", "users", "survey_batches"),
        sa.Column("voided_at", sa.DateTime(timezone=True)),
        _key("voided_by", "users", "survey_batches", nullable=True),
        *_checks(
            {"not_empty": "size >= 1", "voided_by_somebody": "(voided_at IS NULL) = (voided_by IS NULL)"},
        ),
    )
    op.create_index("ix_survey_batches_survey_id", "survey_batches", ["survey_id"])
    op.create_table(
        "survey_codes",
        sa.Column("digest", sa.String(), primary_key=True),
        _key("survey_id", "surveys", "survey_codes"),
        _key("batch_id", "survey_batches", "survey_codes"),
        sa.Column("used_on", sa.Date()),
        sa.Column("sent", sa.String()),
        *_checks({"digest": "length(digest) = 64", "used_by_a_form": "(used_on IS NULL) = (sent IS NULL)"}),
    )
    op.create_index("ix_survey_codes_survey_id", "survey_codes", ["survey_id"])
    op.create_index("ix_survey_codes_batch_id", "survey_codes", ["batch_id"])
    op.create_table(
        "survey_tallies",
        _key("survey_id", "surveys", "survey_tallies", primary_key=True),
        _key("department_id", "departments", "survey_tallies", primary_key=True),
        sa.Column("group", sa.String(40), primary_key=True),
        sa.Column("level", sa.String(40), primary_key=True),
        sa.Column("count", sa.Integer(), nullable=False),
        *_checks({"not_negative": "count >= 0"}),
    )
    op.create_table(
        "survey_reasons",
        sa.Column("key", sa.String(), primary_key=True),
        _key("survey_id", "surveys", "survey_reasons"),
        _key("department_id", "departments", "survey_reasons"),
        sa.Column("group", sa.String(40), nullable=False),
        sa.Column("level", sa.String(40), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        *_checks({"with_words": "words <> ''"}),
    )
    op.create_index("ix_survey_reasons_survey_id", "survey_reasons", ["survey_id"])


def downgrade() -> None:
    for name in ("reasons", "tallies", "codes", "batches", "departments"):
        op.drop_table(f"survey_{name}")
    op.drop_table("surveys")
