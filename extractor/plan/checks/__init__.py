"""Checks: pure functions that find where a document contradicts itself."""
