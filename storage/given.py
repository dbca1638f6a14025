"""Many values as one parameter: a list of 5,000 names is neither 5,000 parameters nor a statement of its own length."""

import json
from collections.abc import Collection
from typing import Any

from sqlalchemy import ARRAY, BigInteger, Dialect, Select, Text, TypeDecorator, bindparam, select
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement
from sqlalchemy.types import TypeEngine


class _Many(TypeDecorator[Collection[Any]]):
    """A list: PostgreSQL has arrays, SQLite takes it as JSON."""

    impl = Text
    cache_ok = True

    def __init__(self, item: type[TypeEngine[Any]]) -> None:
        super().__init__()
        self.item = item

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        return ARRAY(self.item()) if dialect.name == "postgresql" else Text()

    def process_bind_param(self, value: Collection[Any] | None, dialect: Dialect) -> Any:
        values = list(value or ())
        return values if dialect.name == "postgresql" else json.dumps(values)


class _Spread(FunctionElement[Any]):
    """A list as rows."""

    inherit_cache = True
    name = "spread"


@compiles(_Spread, "postgresql")
def _unnest(element: _Spread, compiler: SQLCompiler, **how: Any) -> str:
    return f"unnest({compiler.process(element.clauses, **how)})"


@compiles(_Spread, "sqlite")
def _json_each(element: _Spread, compiler: SQLCompiler, **how: Any) -> str:
    return f"json_each({compiler.process(element.clauses, **how)})"


def _given(item: type[TypeEngine[Any]]) -> Select[Any]:
    # PostgreSQL names the column after the table's alias, SQLite names it "value": so must we name the table
    rows = _Spread(bindparam("given", type_=_Many(item))).table_valued("value", name="value")
    return select(rows.c.value)


# Rows of one column, from the statement's parameter "given": names, or integers of 64 bits at most.
GIVEN_NAMES = _given(Text)
GIVEN_NUMBERS = _given(BigInteger)
