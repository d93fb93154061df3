"""What is read of a text with markup, as blocks, and these as one text with its paragraphs."""
