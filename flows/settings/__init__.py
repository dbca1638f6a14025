"""The desk file: reading it, checking it, and the schema that editors check it with."""

from flows.settings.desk import HEALTH, Desk, Example, Schedule, WebSub
from flows.settings.load import load_desk
from flows.settings.schema import desk_schema

__all__ = ["HEALTH", "Desk", "Example", "Schedule", "WebSub", "desk_schema", "load_desk"]
