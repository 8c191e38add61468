"""Characters -> located nodes."""
