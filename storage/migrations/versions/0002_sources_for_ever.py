"""All that is remembered of a source; identities that outlive entries; hosts, robots.txt, subscriptions, notices

Entries were told apart by a digest that says nothing about ids and addresses, so it cannot become the new
identities. Sources that had entries are therefore read once more as for the first time: what they list is known by
the addresses of its articles, and nothing is told twice.
"""

import sqlalchemy as sa
import sqlmodel.sql.sqltypes
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _widen_source()
    _add_tables()
    with op.batch_alter_table("entry", schema=None) as batch_op:
        batch_op.drop_index("ix_entry_waiting")
        batch_op.drop_constraint(batch_op.f("uq_entry_source_key"), type_="unique")
        batch_op.drop_column("key")
        batch_op.alter_column(
            "payload", existing_type=sa.JSON(none_as_null=True), type_=sa.Text(), postgresql_using="payload::text"
        )
    _index_waiting(["source", "id", "next_at", "lease_until", "state"])
    with op.batch_alter_table("delivery", schema=None) as batch_op:
        batch_op.alter_column("story_id", existing_type=sa.Integer(), nullable=True)
        batch_op.alter_column("article_id", existing_type=sa.Integer(), nullable=True)


def _index_waiting(columns: list[str]) -> None:
    is_waiting = sa.text("state = 'waiting'")
    op.create_index("ix_entry_waiting", "entry", columns, sqlite_where=is_waiting, postgresql_where=is_waiting)


def _widen_source() -> None:
    # The defaults are for the rows that are there. SQLite cannot drop them without making the table anew, which
    # would take the rows that point to it along; so they stay, unused.
    moment, words = sqlmodel.sql.sqltypes.UTCDateTime, sqlmodel.sql.sqltypes.AutoString
    with op.batch_alter_table("source", schema=None) as batch_op:
        for name in (
            "whole_at",
            "news_at",
            "well_since",
            "ill_since",
            "gap_at",
            "alone_until",
            "floor_until",
            "paused_at",
        ):
            batch_op.add_column(sa.Column(name, moment(), nullable=True))
        batch_op.add_column(sa.Column("listed", sa.Integer(), nullable=False, server_default="0"))
        batch_op.add_column(sa.Column("moved_to", sa.Text(), nullable=True))
        batch_op.add_column(sa.Column("move", sa.JSON(none_as_null=True), nullable=True))
        batch_op.add_column(sa.Column("identity", words(), nullable=False, server_default="id or address"))
        batch_op.add_column(sa.Column("pulse", sa.JSON(none_as_null=True), nullable=True))
        batch_op.add_column(sa.Column("health", words(), nullable=True))
        batch_op.add_column(sa.Column("took_seconds", sa.Float(), nullable=False, server_default="0"))
        batch_op.add_column(sa.Column("gaps", sa.Integer(), nullable=False, server_default="0"))
        batch_op.add_column(sa.Column("told", words(), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("interval_seconds", sa.Float(), nullable=False, server_default="1800"))
        batch_op.add_column(sa.Column("paused_why", sa.Text(), nullable=True))
    op.execute("UPDATE source SET alone_until = due_at WHERE failures > 0")
    op.execute("UPDATE source SET ill_since = fetched_at WHERE failures > 0")
    op.execute("UPDATE source SET well_since = good_at WHERE failures = 0")
    op.execute(
        "UPDATE source SET health = CASE WHEN partial > 0 THEN 'in part' ELSE 'ok' END"
        " WHERE failures = 0 AND good_at IS NOT NULL"
    )
    op.execute(
        "UPDATE source SET baseline = true, etag = NULL, last_modified = NULL"
        " WHERE EXISTS (SELECT 1 FROM entry WHERE entry.source = source.name)"
    )


def _add_tables() -> None:
    moment, words = sqlmodel.sql.sqltypes.UTCDateTime, sqlmodel.sql.sqltypes.AutoString
    op.create_table(
        "seen",
        sa.Column("hash", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("hash", name=op.f("pk_seen")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "host",
        sa.Column("name", words(), nullable=False),
        sa.Column("next_at", moment(), nullable=False),
        sa.Column("silent_until", moment(), nullable=True),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_host")),
    )
    op.create_table(
        "robots",
        sa.Column("site", words(), nullable=False),
        sa.Column("until", moment(), nullable=False),
        sa.Column("body", sa.Text(), nullable=True),
        sa.Column("failure", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("site", name=op.f("pk_robots")),
    )
    op.create_table(
        "subscription",
        sa.Column("source", words(), nullable=False),
        sa.Column("hub", sa.Text(), nullable=False),
        sa.Column("topic", sa.Text(), nullable=False),
        sa.Column("token", words(), nullable=False),
        sa.Column("secret", words(), nullable=False),
        sa.Column("state", words(), nullable=False),
        sa.Column("asked_at", moment(), nullable=False),
        sa.Column("until", moment(), nullable=True),
        sa.Column("pushed_at", moment(), nullable=True),
        sa.Column("detail", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["source"], ["source.name"], name=op.f("fk_subscription_source")),
        sa.PrimaryKeyConstraint("source", name=op.f("pk_subscription")),
        sa.UniqueConstraint("token", name=op.f("uq_subscription_token")),
    )


def downgrade() -> None:
    op.execute("DELETE FROM delivery WHERE story_id IS NULL OR article_id IS NULL")
    with op.batch_alter_table("delivery", schema=None) as batch_op:
        batch_op.alter_column("article_id", existing_type=sa.Integer(), nullable=False)
        batch_op.alter_column("story_id", existing_type=sa.Integer(), nullable=False)
    with op.batch_alter_table("entry", schema=None) as batch_op:
        batch_op.drop_index("ix_entry_waiting")
        batch_op.add_column(sa.Column("key", sqlmodel.sql.sqltypes.AutoString(), nullable=True))
    op.execute("UPDATE entry SET key = 'lost ' || id")
    with op.batch_alter_table("entry", schema=None) as batch_op:
        batch_op.alter_column(
            "payload", existing_type=sa.Text(), type_=sa.JSON(none_as_null=True), postgresql_using="payload::json"
        )
        batch_op.alter_column("key", existing_type=sqlmodel.sql.sqltypes.AutoString(), nullable=False)
        batch_op.create_unique_constraint(batch_op.f("uq_entry_source_key"), ["source", "key"])
    _index_waiting(["next_at"])
    for table in ("subscription", "robots", "host", "seen"):
        op.drop_table(table)
    _narrow_source()


def _narrow_source() -> None:
    for name in (
        "whole_at", "news_at", "well_since", "ill_since", "gap_at", "alone_until", "floor_until", "paused_at", "listed",
        "moved_to", "move", "identity", "pulse", "health", "took_seconds", "gaps", "told", "interval_seconds", "paused_why",
    ):  # fmt: skip
        op.execute(f"ALTER TABLE source DROP COLUMN {name}")  # in place, also on SQLite: rows point to this table
