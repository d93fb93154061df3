"""The words of languages and scripts: as they are searched by, and those that ask or count."""
