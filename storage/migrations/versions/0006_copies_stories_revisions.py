"""Copies, stories and revisions: why an article is where it is, what changed, and when to look again"""

import sqlalchemy as sa
import sqlmodel.sql.sqltypes
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

_words = sqlmodel.sql.sqltypes.AutoString
_LEADING = (("ix_story_near", "near_id"), ("ix_story_joined", "joined_to"))
_moment = sqlmodel.sql.sqltypes.UTCDateTime


def upgrade() -> None:
    _new_tables()
    op.add_column("alias", sa.Column("learned", sa.Text(), nullable=True))
    for column in (
        sa.Column("owner", sa.Text(), nullable=False, server_default=""),
        sa.Column("likeness", _words(), nullable=True),
        sa.Column("placed", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("pinned", sa.Boolean(), nullable=False, server_default=sa.false()),
    ):
        op.add_column("article", column)
    op.execute("UPDATE article SET likeness = 'copy' WHERE copy_of IS NOT NULL")
    op.execute("DELETE FROM fingerprint")  # made in another way, without the week: nothing would be found by them
    for name in ("near_id", "joined_to"):
        op.add_column("story", sa.Column(name, sa.Integer(), nullable=True))
    for index, name in _LEADING:
        there = sa.text(f"{name} IS NOT NULL")
        op.create_index(index, "story", [name], sqlite_where=there, postgresql_where=there)
    op.create_index(op.f("ix_delivery_story_id"), "delivery", ["story_id"])
    _alerts_by_occasion()


def _new_tables() -> None:
    op.create_table(
        "parameter",
        sa.Column("host", _words(), nullable=False),
        sa.Column("name", _words(), nullable=False),
        sa.Column("votes", sa.Integer(), nullable=False),
        sa.Column("chooses", sa.Boolean(), nullable=False),
        sa.Column("seen", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("host", "name", name=op.f("pk_parameter")),
    )
    op.create_table(
        "apart",
        sa.Column("one", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("other", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("since", _moment(), nullable=False),
        sa.ForeignKeyConstraint(["one"], ["story.id"], name=op.f("fk_apart_one")),
        sa.ForeignKeyConstraint(["other"], ["story.id"], name=op.f("fk_apart_other")),
        sa.PrimaryKeyConstraint("one", "other", name=op.f("pk_apart")),
    )
    op.create_table(
        "look",
        sa.Column("article_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("source", _words(), nullable=False),
        sa.Column("next_at", _moment(), nullable=False),
        sa.Column("turn", sa.Integer(), nullable=False),
        sa.Column("looked_at", _moment(), nullable=True),
        sa.Column("etag", sa.Text(), nullable=True),
        sa.Column("last_modified", sa.Text(), nullable=True),
        sa.Column("body", _words(), nullable=True),
        sa.Column("lease_owner", _words(), nullable=True),
        sa.Column("lease_until", _moment(), nullable=True),
        sa.ForeignKeyConstraint(["article_id"], ["article.id"], name=op.f("fk_look_article_id")),
        sa.ForeignKeyConstraint(["source"], ["source.name"], name=op.f("fk_look_source")),
        sa.PrimaryKeyConstraint("article_id", name=op.f("pk_look")),
    )
    op.create_index(op.f("ix_look_next_at"), "look", ["next_at"], unique=False)
    op.create_table(
        "profile",
        sa.Column("article_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("at", _moment(), nullable=False),
        sa.Column("found_by", sa.LargeBinary(), nullable=False),
        sa.Column("packed", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["article_id"], ["article.id"], name=op.f("fk_profile_article_id")),
        sa.PrimaryKeyConstraint("article_id", name=op.f("pk_profile")),
    )
    op.create_table(
        "revision",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("article_id", sa.Integer(), nullable=False),
        sa.Column("seen_at", _moment(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("verdict", sa.JSON(), nullable=False),
        sa.Column("marker", sa.Text(), nullable=True),
        sa.Column("gained", sa.JSON(), nullable=False),
        sa.Column("lost", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["article_id"], ["article.id"], name=op.f("fk_revision_article_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_revision")),
    )
    op.create_index(op.f("ix_revision_article_id"), "revision", ["article_id"], unique=False)
    op.create_table(
        "story_key",
        sa.Column("hash", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("article_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.ForeignKeyConstraint(["article_id"], ["article.id"], name=op.f("fk_story_key_article_id")),
        sa.PrimaryKeyConstraint("hash", "article_id", name=op.f("pk_story_key")),
        sqlite_with_rowid=False,
    )


def _alerts_by_occasion() -> None:
    """What was told so far was told first."""
    if op.get_bind().dialect.name == "sqlite":
        _move_alerts("story_id, topic, 'first', article_id, alerted_at", by_occasion=True)
        return
    op.add_column("alert", sa.Column("occasion", _words(), nullable=False, server_default="first"))
    op.alter_column("alert", "occasion", server_default=None)
    op.drop_constraint("pk_alert", "alert", type_="primary")
    op.create_primary_key("pk_alert", "alert", ["story_id", "topic", "occasion"])


def _move_alerts(values: str, *, by_occasion: bool) -> None:
    """SQLite cannot change a primary key in place: the table is made anew, and what is in it moves."""
    occasion: list[sa.Column[str]] = [sa.Column("occasion", _words(), nullable=False)] if by_occasion else []
    op.create_table(
        "alert_next",
        sa.Column("story_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("topic", _words(), nullable=False),
        *occasion,
        sa.Column("article_id", sa.Integer(), nullable=False),
        sa.Column("alerted_at", _moment(), nullable=False),
        sa.ForeignKeyConstraint(["article_id"], ["article.id"], name="fk_alert_article_id"),
        sa.ForeignKeyConstraint(["story_id"], ["story.id"], name="fk_alert_story_id"),
        sa.PrimaryKeyConstraint("story_id", "topic", *(one.name for one in occasion), name="pk_alert"),
    )
    op.execute(f"INSERT INTO alert_next SELECT {values} FROM alert")  # noqa: S608  # `values` is written above
    op.drop_table("alert")
    op.rename_table("alert_next", "alert")


def downgrade() -> None:
    op.execute("DELETE FROM alert WHERE occasion <> 'first'")
    if op.get_bind().dialect.name == "sqlite":
        _move_alerts("story_id, topic, article_id, alerted_at", by_occasion=False)
    else:
        op.drop_constraint("pk_alert", "alert", type_="primary")
        op.drop_column("alert", "occasion")
        op.create_primary_key("pk_alert", "alert", ["story_id", "topic"])
    op.drop_index(op.f("ix_delivery_story_id"), "delivery")
    for index, _ in _LEADING:
        op.drop_index(index, "story")
    for table, names in (
        ("story", ("near_id", "joined_to")),
        ("article", ("owner", "likeness", "placed", "pinned")),
        ("alias", ("learned",)),
    ):
        for name in names:
            op.execute(
                f"ALTER TABLE {table} DROP COLUMN {name}"
            )  # in place, also on SQLite: rows point to these tables
    for name in ("story_key", "profile", "parameter", "look", "revision", "apart"):
        op.drop_table(name)
