"""Arithmetic over a workspace."""
