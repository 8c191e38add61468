"""Sheets that several workbooks hold, and the words in their cells."""
