"""The rolling programme of investments."""
