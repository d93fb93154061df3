"""One file with all that a bot cannot make again by itself, and putting that back."""
