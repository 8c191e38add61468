"""Values -> a document: blocks, formatting, prose, charts."""
