"""Two workspaces -> what changed between them, how much it matters, and what it does to the whole."""
