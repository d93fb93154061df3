"""Run as processes of their own, by `measured.py`, those of peers in the peers’ environments."""
