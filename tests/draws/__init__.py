"""Tests of the draw `draw/1`."""
