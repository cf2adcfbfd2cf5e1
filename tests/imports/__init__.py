"""Tests of the import in the browser."""
