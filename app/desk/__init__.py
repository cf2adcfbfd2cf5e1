"""The desk of the office, the wall of the units, the view of a leader: every slice's clocks and queues in one place."""
