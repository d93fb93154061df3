"""What the project installs: the lock, its licences, its bill of materials."""
