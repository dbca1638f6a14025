"""The JSON Schema of desk files, for editors."""

import json
from typing import Any

from flows.settings.shape import DeskShape


def desk_schema() -> dict[str, Any]:
    """JSON Schema (2020-12) of a desk file, with a description for each key."""
    dialect = {"$schema": "https://json-schema.org/draft/2020-12/schema"}
    return dialect | DeskShape.model_json_schema() | {"title": "wirewatch desk"}


def schema_text() -> str:
    """The schema as it is kept in a file."""
    return json.dumps(desk_schema(), indent=2, ensure_ascii=False) + "\n"
