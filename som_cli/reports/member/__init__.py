"""What concerns one member."""
