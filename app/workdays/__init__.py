"""The State Council's calendar with 调休; counting; provisional years; deadlines with their evidence."""
