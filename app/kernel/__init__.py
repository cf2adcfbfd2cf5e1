"""What every slice needs and what knows no slice."""
