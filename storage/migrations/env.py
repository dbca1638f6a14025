"""Alembic's entry: runs the migrations on the connection that storage.database hands over."""

from alembic import context
from sqlmodel import SQLModel

import storage.tables  # noqa: F401  # fills the metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=SQLModel.metadata,
    render_as_batch=True,  # SQLite cannot alter a table in place
    compare_type=True,
)
with context.begin_transaction():
    context.run_migrations()
