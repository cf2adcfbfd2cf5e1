"""The tasks and measures of a year: who leads each, what it must reach, what was reported of it by quarter."""
