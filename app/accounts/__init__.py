"""Users, roles, sign-in; which department or enterprise a user belongs to."""
