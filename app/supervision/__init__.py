"""The supervision ladder: orders by rule and by a person, reminders, measures, referrals (annex 3, items 81-83)."""
