"""What people type into the pages of the complaint line, turned into values."""
