"""The package of open data."""
