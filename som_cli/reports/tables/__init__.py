"""Parts that several reports print: tables, charts and notes of one kind each."""
