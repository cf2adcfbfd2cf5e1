"""What stands against an enterprise in the registers, when it ends, how it is repaired, and reminders of both."""
