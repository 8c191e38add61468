"""A workspace -> a Document or a Workbook."""
