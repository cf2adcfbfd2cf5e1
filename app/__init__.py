"""The service. Importing a rule imports only the rule: the factory lives in `app.factory`."""
