"""Cards of actions and sheets of indicators."""
