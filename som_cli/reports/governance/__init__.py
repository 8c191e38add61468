"""Consultations, procedures, cooperation and the quality of data."""
