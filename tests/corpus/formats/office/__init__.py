"""Documents of text processors."""
