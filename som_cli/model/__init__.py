"""Located nodes -> typed items."""
