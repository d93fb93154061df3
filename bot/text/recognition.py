"""What was recognised in the articles, in words for their owner."""

from corpus import Recognition, clean_line

_MAX_FILES = 10


def format_recognition(recognition: Recognition) -> str:
    """A line on how much is known of the articles, and one for each file that deserves a look, but
    for those behind the tenth."""
    counts = {
        "title": recognition.titles,
        "date": recognition.dates,
        "publisher": recognition.publishers,
        "author": recognition.authors,
        "speakers": recognition.speakers,
    }
    known = ", ".join(f"{name} of {count}" for name, count in counts.items())
    lines = [f"Recognised: {known}."]
    if doubtful := recognition.doubtful:
        lines.append("Look at these with footnote inspect:")
        lines += [f"  {clean_line(n.path)}: {clean_line(n.reason)}" for n in doubtful[:_MAX_FILES]]
        if len(doubtful) > _MAX_FILES:
            lines.append(f"  and {len(doubtful) - _MAX_FILES} more")
    return "\n".join(lines)
