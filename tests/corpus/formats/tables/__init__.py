"""Tests of the readers of tables and lists of records."""
