"""Articles and questions of any kind, made from a seed, and all that is shown of their answers."""
