"""Posts of channels as articles: by exports, and as they are posted."""
