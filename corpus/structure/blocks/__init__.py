"""A plain text as blocks: what belongs together in it, and of what kind each is."""
