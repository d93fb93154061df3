"""What a reader of a file sees of its words: the styles that elements of HTML have themselves."""
