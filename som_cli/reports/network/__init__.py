"""The cycling network."""
