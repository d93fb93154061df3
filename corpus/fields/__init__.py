"""The fields of an article's head: what they are called, and what their values mean."""
