"""What changed between two revisions, as documents."""
