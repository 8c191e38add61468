"""The schedule and the yearly monitoring."""
