"""The real command, on a desk of its own and a site on loopback."""

from tests.flows.sources.conftest import desk, site, wirewatch

__all__ = ["desk", "site", "wirewatch"]
