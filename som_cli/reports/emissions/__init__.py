"""The balance of emissions."""
