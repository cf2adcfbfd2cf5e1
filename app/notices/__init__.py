"""What must be told to whom: messages on the site and the outbox."""
