"""Links between plans, objectives and actions, for evaluators."""
