"""The directory of business entities (经营主体) and its import."""
