"""The root of what can go wrong by no fault of the program."""


class FootnoteError(Exception):
    """Something that whoever runs or asks Footnote can mend. The text is for them, without a
    traceback: a line, or one for each mistake, that says what is wrong and ends in what to do,
    unless that is plain."""
