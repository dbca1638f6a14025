"""A PostgreSQL server of its own for a bench, from the wheel that the tests use."""

from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module

import psycopg


@contextmanager
def postgres_url() -> Iterator[str]:
    """The address of an empty database, on a server that ends with the `with`."""
    with import_module("tests.postgres").postgres_server() as sockets:  # only who asks for it needs what tests need
        with psycopg.connect(host=str(sockets), user="postgres", dbname="postgres", autocommit=True) as connection:
            connection.execute("create database bench")
        yield f"postgresql+psycopg://postgres@/bench?host={sockets}"
