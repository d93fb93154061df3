"""What of a plain text is a heading: told by signs, by counting, by the stars of an outline."""
