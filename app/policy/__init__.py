"""The rulebook: every number of the measures, its clause, its days of effect."""
