"""Queries as other tools write them."""
