"""The topic query language: reading a query and finding where an article answers it."""

from alerts.query.document import Document
from alerts.query.lint import Advice, lint_query
from alerts.query.query import Query, parse_query

__all__ = ["Advice", "Document", "Query", "lint_query", "parse_query"]
