"""More of an article: what it is, its parts, captions and agencies; and what the page of each entry came to

Articles that are there keep what they have: nothing is read again.
"""

import sqlalchemy as sa
import sqlmodel.sql.sqltypes
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

_ARTICLE = (
    "kind", "parts", "captions", "agencies", "lead_image", "amp_url", "published_precision", "utc_offset_minutes",
    "page_refused",
)  # fmt: skip


def upgrade() -> None:
    _widen_article()
    words = sqlmodel.sql.sqltypes.AutoString
    op.add_column("entry", sa.Column("outcome", words(), nullable=True))
    op.add_column("entry", sa.Column("sign", sa.Text(), nullable=True))
    is_known = sa.text("outcome IS NOT NULL")
    op.create_index(
        "ix_entry_outcome", "entry", ["source", "id", "outcome"], sqlite_where=is_known, postgresql_where=is_known
    )


def _widen_article() -> None:
    words = sqlmodel.sql.sqltypes.AutoString  # the defaults are for the rows that are there
    for column in (
        sa.Column("kind", words(), nullable=False, server_default="article"),
        sa.Column("parts", sa.JSON(), nullable=False, server_default="[]"),
        sa.Column("captions", sa.JSON(), nullable=False, server_default="[]"),
        sa.Column("agencies", sa.JSON(), nullable=False, server_default="[]"),
        sa.Column("lead_image", sa.Text(), nullable=True),
        sa.Column("amp_url", sa.Text(), nullable=True),
        sa.Column("published_precision", words(), nullable=False, server_default="instant"),
        sa.Column("utc_offset_minutes", sa.Integer(), nullable=True),
        sa.Column("page_refused", words(), nullable=True),
    ):
        op.add_column("article", column)


def downgrade() -> None:
    op.drop_index("ix_entry_outcome", "entry")
    for table, names in (("entry", ("outcome", "sign")), ("article", _ARTICLE)):
        for name in names:
            op.execute(
                f"ALTER TABLE {table} DROP COLUMN {name}"
            )  # in place, also on SQLite: rows point to these tables
