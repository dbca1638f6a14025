"""Advice on queries that are right by the grammar and may not mean what their writer thinks."""
