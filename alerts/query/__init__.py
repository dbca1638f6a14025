"""The topic query language: reading a query and finding where an article answers it."""

from alerts.query.advice.lint import Advice, lint_query
from alerts.query.borrowed.borrowed import normalise
from alerts.query.borrowed.normalised import Change, Normalised
from alerts.query.document import Document
from alerts.query.query import Query, parse_query, read_query

__all__ = [
    "Advice",
    "Change",
    "Document",
    "Normalised",
    "Query",
    "lint_query",
    "normalise",
    "parse_query",
    "read_query",
]
