"""A document or a workbook -> the bytes of a file."""
