"""Changes to files: the canonical form, new items, new ids."""
