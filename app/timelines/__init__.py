"""What happened at an enterprise, across departments and levels; entries on quiet days, for everybody."""
