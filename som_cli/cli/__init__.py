"""Commands: options in, a call, an exit code out."""
