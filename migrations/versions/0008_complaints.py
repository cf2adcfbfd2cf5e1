"""Complaints: the case, its words, its people under seal, its files and what follows an answer."""

import sqlalchemy as sa
from alembic import op

revision = "0008_complaints"
down_revision = "0007_notices"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "complaint_categories",
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("help", sa.String(), nullable=False),
        sa.Column("keywords", sa.JSON(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_complaint_categories")),
        sa.UniqueConstraint("position", name=op.f("uq_complaint_categories_position")),
    )
    op.create_table(
        "complaint_drafts",
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("holder", sa.String(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_complaint_drafts")),
    )
    op.create_index("ix_complaint_drafts_changed_at", "complaint_drafts", ["changed_at"], unique=False)
    op.create_index("ix_complaint_drafts_holder", "complaint_drafts", ["holder"], unique=False)
    op.create_table(
        "complaint_draft_files",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("draft_key", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("mime", sa.String(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("content", sa.LargeBinary()),
        sa.ForeignKeyConstraint(
            ["draft_key"],
            ["complaint_drafts.key"],
            name=op.f("fk_complaint_draft_files_draft_key_complaint_drafts"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_complaint_draft_files")),
    )
    op.create_index("ix_complaint_draft_files_draft_key", "complaint_draft_files", ["draft_key"], unique=False)
    op.create_table(
        "complaints",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("origin", sa.String(), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("state_since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("category", sa.String(), nullable=False),
        sa.Column("channel", sa.String(length=40), nullable=False),
        sa.Column("external_ref", sa.String(), nullable=False),
        sa.Column("disclosure", sa.String(length=40), nullable=False),
        sa.Column("filed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("referred_at", sa.DateTime(timezone=True)),
        sa.Column("department_id", sa.Integer()),
        sa.Column("complexity", sa.String(length=40)),
        sa.Column("reclassified", sa.Boolean(), nullable=False),
        sa.Column("returns", sa.Integer(), nullable=False),
        sa.Column("decline_reason", sa.String(length=40)),
        sa.Column("decline_words", sa.String(), nullable=False),
        sa.Column("routed_to", sa.String(), nullable=False),
        sa.Column("resolved_at", sa.DateTime(timezone=True)),
        sa.CheckConstraint(
            "state NOT IN ('in_progress', 'preliminary', 'rated', 'resolved', 'verified') OR complexity IS NOT NULL",
            name=op.f("ck_complaints_classified"),
        ),
        sa.CheckConstraint(
            "(state = 'declined') = (decline_reason IS NOT NULL)", name=op.f("ck_complaints_declined_with_a_reason")
        ),
        sa.CheckConstraint(
            "state NOT IN ('in_progress', 'preliminary', 'referred', 'resolved', 'verified') OR department_id IS NOT NULL",
            name=op.f("ck_complaints_department_while_with_one"),
        ),
        sa.CheckConstraint(
            "(referred_at IS NULL) OR (filed_at <= referred_at)", name=op.f("ck_complaints_referred_after_filed")
        ),
        sa.CheckConstraint("routed_to = '' OR state = 'declined'", name=op.f("ck_complaints_routed_means_declined")),
        sa.ForeignKeyConstraint(
            ["category"], ["complaint_categories.code"], name=op.f("fk_complaints_category_complaint_categories")
        ),
        sa.ForeignKeyConstraint(
            ["department_id"], ["departments.id"], name=op.f("fk_complaints_department_id_departments")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_complaints")),
        sa.UniqueConstraint("number", name=op.f("uq_complaints_number")),
        sa.UniqueConstraint("origin", name=op.f("uq_complaints_origin")),
    )
    op.create_index("ix_complaints_department_id_state", "complaints", ["department_id", "state"], unique=False)
    op.create_index("ix_complaints_filed_at", "complaints", ["filed_at"], unique=False)
    op.create_index("ix_complaints_state_number", "complaints", ["state", "number"], unique=False)
    op.create_table(
        "complaint_extensions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("complaint_id", sa.Integer(), nullable=False),
        sa.Column("deadline_kind", sa.String(), nullable=False),
        sa.Column("days", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("requested_by", sa.Integer(), nullable=False),
        sa.Column("requested_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("granted", sa.Boolean()),
        sa.Column("decided_by", sa.Integer()),
        sa.Column("decided_at", sa.DateTime(timezone=True)),
        sa.Column("decision", sa.String(), nullable=False),
        sa.CheckConstraint(
            "(granted IS NULL) = (decided_at IS NULL)", name=op.f("ck_complaint_extensions_decided_at_an_instant")
        ),
        sa.CheckConstraint("days > 0", name=op.f("ck_complaint_extensions_some_days")),
        sa.ForeignKeyConstraint(
            ["complaint_id"], ["complaints.id"], name=op.f("fk_complaint_extensions_complaint_id_complaints")
        ),
        sa.ForeignKeyConstraint(["decided_by"], ["users.id"], name=op.f("fk_complaint_extensions_decided_by_users")),
        sa.ForeignKeyConstraint(
            ["requested_by"], ["users.id"], name=op.f("fk_complaint_extensions_requested_by_users")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_complaint_extensions")),
    )
    op.create_index("ix_complaint_extensions_complaint_id", "complaint_extensions", ["complaint_id"], unique=False)
    op.create_table(
        "complaint_identities",
        sa.Column("complaint_id", sa.Integer(), nullable=False),
        sa.Column("holder", sa.String(), nullable=False),
        sa.Column("code_hash", sa.String(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.CheckConstraint("holder <> '' OR code_hash <> ''", name=op.f("ck_complaint_identities_somebody_can_follow")),
        sa.ForeignKeyConstraint(
            ["complaint_id"], ["complaints.id"], name=op.f("fk_complaint_identities_complaint_id_complaints")
        ),
        sa.PrimaryKeyConstraint("complaint_id", name=op.f("pk_complaint_identities")),
    )
    op.create_index("ix_complaint_identities_holder", "complaint_identities", ["holder"], unique=False)
    op.create_table(
        "complaint_ratings",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("complaint_id", sa.Integer(), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("score", sa.Integer(), nullable=False),
        sa.Column("reasons", sa.JSON(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("round IN (1, 2)", name=op.f("ck_complaint_ratings_at_most_twice")),
        sa.CheckConstraint("score BETWEEN 1 AND 5", name=op.f("ck_complaint_ratings_five_levels")),
        sa.ForeignKeyConstraint(
            ["complaint_id"], ["complaints.id"], name=op.f("fk_complaint_ratings_complaint_id_complaints")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_complaint_ratings")),
        sa.UniqueConstraint("complaint_id", "round", name=op.f("uq_complaint_ratings_complaint_id_round")),
    )
    op.create_table(
        "complaint_rectifications",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("complaint_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("plan", sa.String(), nullable=False),
        sa.Column("evidence", sa.String(), nullable=False),
        sa.Column("submitted_at", sa.DateTime(timezone=True)),
        sa.Column("submitted_by", sa.Integer()),
        sa.Column("call_back", sa.String(), nullable=False),
        sa.Column("called_back_at", sa.DateTime(timezone=True)),
        sa.Column("called_back_by", sa.Integer()),
        sa.Column("closed_at", sa.DateTime(timezone=True)),
        sa.CheckConstraint(
            "closed_at IS NULL OR called_back_at IS NOT NULL",
            name=op.f("ck_complaint_rectifications_called_back_before_closed"),
        ),
        sa.CheckConstraint(
            "called_back_at IS NULL OR submitted_at IS NOT NULL",
            name=op.f("ck_complaint_rectifications_submitted_before_called_back"),
        ),
        sa.ForeignKeyConstraint(
            ["called_back_by"], ["users.id"], name=op.f("fk_complaint_rectifications_called_back_by_users")
        ),
        sa.ForeignKeyConstraint(
            ["complaint_id"], ["complaints.id"], name=op.f("fk_complaint_rectifications_complaint_id_complaints")
        ),
        sa.ForeignKeyConstraint(
            ["submitted_by"], ["users.id"], name=op.f("fk_complaint_rectifications_submitted_by_users")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_complaint_rectifications")),
        sa.UniqueConstraint("complaint_id", name=op.f("uq_complaint_rectifications_complaint_id")),
    )
    op.create_table(
        "complaint_referrals",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("complaint_id", sa.Integer(), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("department_id", sa.Integer(), nullable=False),
        sa.Column("referred_by", sa.Integer(), nullable=False),
        sa.Column("referred_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("final", sa.Boolean(), nullable=False),
        sa.Column("returned_at", sa.DateTime(timezone=True)),
        sa.Column("returned_by", sa.Integer()),
        sa.Column("return_to", sa.String(), nullable=False),
        sa.Column("return_basis", sa.String(), nullable=False),
        sa.CheckConstraint(
            "(returned_at IS NULL) = (return_basis = '')", name=op.f("ck_complaint_referrals_returned_with_a_basis")
        ),
        sa.ForeignKeyConstraint(
            ["complaint_id"], ["complaints.id"], name=op.f("fk_complaint_referrals_complaint_id_complaints")
        ),
        sa.ForeignKeyConstraint(
            ["department_id"], ["departments.id"], name=op.f("fk_complaint_referrals_department_id_departments")
        ),
        sa.ForeignKeyConstraint(["referred_by"], ["users.id"], name=op.f("fk_complaint_referrals_referred_by_users")),
        sa.ForeignKeyConstraint(["returned_by"], ["users.id"], name=op.f("fk_complaint_referrals_returned_by_users")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_complaint_referrals")),
        sa.UniqueConstraint("complaint_id", "round", name=op.f("uq_complaint_referrals_complaint_id_round")),
    )
    op.create_table(
        "complaint_replies",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("complaint_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("findings", sa.String(), nullable=False),
        sa.Column("outcome", sa.String(), nullable=False),
        sa.Column("basis", sa.String(), nullable=False),
        sa.Column("further", sa.String(), nullable=False),
        sa.Column("department_id", sa.Integer(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["users.id"], name=op.f("fk_complaint_replies_by_id_users")),
        sa.ForeignKeyConstraint(
            ["complaint_id"], ["complaints.id"], name=op.f("fk_complaint_replies_complaint_id_complaints")
        ),
        sa.ForeignKeyConstraint(
            ["department_id"], ["departments.id"], name=op.f("fk_complaint_replies_department_id_departments")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_complaint_replies")),
    )
    op.create_index("ix_complaint_replies_complaint_id", "complaint_replies", ["complaint_id"], unique=False)
    op.create_table(
        "complaint_reviews",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("complaint_id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("requested_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("outcome", sa.String(length=40)),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("decided_by", sa.Integer()),
        sa.Column("decided_at", sa.DateTime(timezone=True)),
        sa.CheckConstraint(
            "(outcome IS NULL) = (decided_at IS NULL)", name=op.f("ck_complaint_reviews_decided_at_an_instant")
        ),
        sa.ForeignKeyConstraint(
            ["complaint_id"], ["complaints.id"], name=op.f("fk_complaint_reviews_complaint_id_complaints")
        ),
        sa.ForeignKeyConstraint(["decided_by"], ["users.id"], name=op.f("fk_complaint_reviews_decided_by_users")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_complaint_reviews")),
        sa.UniqueConstraint("complaint_id", name=op.f("uq_complaint_reviews_complaint_id")),
    )
    op.create_table(
        "complaint_sheets",
        sa.Column("complaint_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("happened", sa.String(), nullable=False),
        sa.Column("place", sa.String(), nullable=False),
        sa.Column("facts", sa.String(), nullable=False),
        sa.Column("wants", sa.String(), nullable=False),
        sa.Column("complainant", sa.String(), nullable=False),
        sa.Column("made_by", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["complaint_id"], ["complaints.id"], name=op.f("fk_complaint_sheets_complaint_id_complaints")
        ),
        sa.ForeignKeyConstraint(["made_by"], ["users.id"], name=op.f("fk_complaint_sheets_made_by_users")),
        sa.PrimaryKeyConstraint("complaint_id", name=op.f("pk_complaint_sheets")),
    )
    op.create_table(
        "complaint_statements",
        sa.Column("complaint_id", sa.Integer(), nullable=False),
        sa.Column("about", sa.String(), nullable=False),
        sa.Column("happened", sa.String(), nullable=False),
        sa.Column("place", sa.String(), nullable=False),
        sa.Column("facts", sa.String(), nullable=False),
        sa.Column("wants", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["complaint_id"], ["complaints.id"], name=op.f("fk_complaint_statements_complaint_id_complaints")
        ),
        sa.PrimaryKeyConstraint("complaint_id", name=op.f("pk_complaint_statements")),
    )
    op.create_table(
        "complaint_supplements",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("complaint_id", sa.Integer(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("handed_text", sa.String(), nullable=False),
        sa.Column("handed_at", sa.DateTime(timezone=True)),
        sa.Column("handed_by", sa.Integer()),
        sa.CheckConstraint(
            "(handed_at IS NULL) = (handed_by IS NULL)", name=op.f("ck_complaint_supplements_handed_by_somebody")
        ),
        sa.CheckConstraint(
            "handed_at IS NOT NULL OR handed_text = ''", name=op.f("ck_complaint_supplements_handed_text_when_handed")
        ),
        sa.ForeignKeyConstraint(
            ["complaint_id"], ["complaints.id"], name=op.f("fk_complaint_supplements_complaint_id_complaints")
        ),
        sa.ForeignKeyConstraint(["handed_by"], ["users.id"], name=op.f("fk_complaint_supplements_handed_by_users")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_complaint_supplements")),
    )
    op.create_index("ix_complaint_supplements_complaint_id", "complaint_supplements", ["complaint_id"], unique=False)
    op.create_table(
        "complaint_unsealings",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("complaint_id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("requested_by", sa.Integer(), nullable=False),
        sa.Column("requested_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("approved_by", sa.Integer()),
        sa.Column("approved_at", sa.DateTime(timezone=True)),
        sa.Column("refused_at", sa.DateTime(timezone=True)),
        sa.CheckConstraint(
            "(approved_by IS NULL) = (approved_at IS NULL)", name=op.f("ck_complaint_unsealings_approved_at_an_instant")
        ),
        sa.CheckConstraint(
            "approved_at IS NULL OR refused_at IS NULL", name=op.f("ck_complaint_unsealings_approved_or_refused")
        ),
        sa.CheckConstraint(
            "approved_by IS NULL OR approved_by <> requested_by", name=op.f("ck_complaint_unsealings_two_people")
        ),
        sa.ForeignKeyConstraint(["approved_by"], ["users.id"], name=op.f("fk_complaint_unsealings_approved_by_users")),
        sa.ForeignKeyConstraint(
            ["complaint_id"], ["complaints.id"], name=op.f("fk_complaint_unsealings_complaint_id_complaints")
        ),
        sa.ForeignKeyConstraint(
            ["requested_by"], ["users.id"], name=op.f("fk_complaint_unsealings_requested_by_users")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_complaint_unsealings")),
    )
    op.create_index("ix_complaint_unsealings_complaint_id", "complaint_unsealings", ["complaint_id"], unique=False)
    op.create_table(
        "complaint_attachments",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("complaint_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("author", sa.String(length=40), nullable=False),
        sa.Column("supplement_id", sa.Integer()),
        sa.Column("reply_id", sa.Integer()),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("mime", sa.String(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("content", sa.LargeBinary()),
        sa.Column("handed_position", sa.Integer()),
        sa.Column("handed_name", sa.String(), nullable=False),
        sa.Column("handed_mime", sa.String(), nullable=False),
        sa.Column("handed_copy", sa.LargeBinary()),
        sa.CheckConstraint(
            "(handed_copy IS NULL) = (handed_name = '')", name=op.f("ck_complaint_attachments_copy_with_a_name")
        ),
        sa.CheckConstraint(
            "(handed_copy IS NULL) = (handed_mime = '')", name=op.f("ck_complaint_attachments_copy_with_a_type")
        ),
        sa.ForeignKeyConstraint(
            ["complaint_id"], ["complaints.id"], name=op.f("fk_complaint_attachments_complaint_id_complaints")
        ),
        sa.ForeignKeyConstraint(
            ["reply_id"], ["complaint_replies.id"], name=op.f("fk_complaint_attachments_reply_id_complaint_replies")
        ),
        sa.ForeignKeyConstraint(
            ["supplement_id"],
            ["complaint_supplements.id"],
            name=op.f("fk_complaint_attachments_supplement_id_complaint_supplements"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_complaint_attachments")),
        sa.UniqueConstraint("complaint_id", "position", name=op.f("uq_complaint_attachments_complaint_id_position")),
    )


def downgrade() -> None:
    op.drop_table("complaint_attachments")
    op.drop_table("complaint_unsealings")
    op.drop_table("complaint_supplements")
    op.drop_table("complaint_statements")
    op.drop_table("complaint_sheets")
    op.drop_table("complaint_reviews")
    op.drop_table("complaint_replies")
    op.drop_table("complaint_referrals")
    op.drop_table("complaint_rectifications")
    op.drop_table("complaint_ratings")
    op.drop_table("complaint_identities")
    op.drop_table("complaint_extensions")
    op.drop_table("complaints")
    op.drop_table("complaint_draft_files")
    op.drop_table("complaint_drafts")
    op.drop_table("complaint_categories")
