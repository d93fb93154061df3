"""Many articles in one file: archives of files, exports of sites and wikis."""
