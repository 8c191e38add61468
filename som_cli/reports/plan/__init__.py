"""The document of one plan."""
