"""Exports and an ACRE_HOME of a test's own, as the tests of ingest have them."""

from tests.ingest.conftest import home

__all__ = ["home"]
