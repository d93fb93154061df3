"""What a refresh has done, as its owner reads it."""

from bot.sources.report import Change, Report, format_report


def test_what_has_happened_to_an_address_is_told_once() -> None:
    report = Report()
    report.note(Change.ADDED, "https://a.example/new")
    for _ in range(2):
        report.note(Change.VANISHED, "https://a.example/1", "it answers 404")
        report.note_problem("https://a.example/feed", "it is no feed")
    assert format_report(report).splitlines() == [
        "Pages: 1 new, 1 vanished.",
        "Vanished:",
        "  https://a.example/1: it answers 404",
        "Cannot be looked at: https://a.example/feed: it is no feed",
    ]


def test_what_is_wrong_with_a_whole_host_is_one_line() -> None:
    report = Report()
    for number in range(200):
        report.note(Change.FAILED, f"https://a.example/{number}", "it answers 503")
    report.note(Change.FAILED, "https://a.example/x", "it takes too long")
    for number in range(2):
        report.note(Change.FAILED, f"https://b.example/{number}", "it answers 503")
    assert format_report(report).splitlines()[2:] == [
        "  https://a.example/0: it answers 503",
        "  and 199 more of a.example for the same reason",
        "  https://a.example/x: it takes too long",
        "  https://b.example/0: it answers 503",
        "  https://b.example/1: it answers 503",
    ]


def test_no_more_is_told_than_somebody_reads() -> None:
    report = Report()
    for number in range(200):
        report.note(Change.REFUSED, f"https://{number}.example/", "it answers 403")
    assert format_report(report).splitlines()[-1] == "  and 170 more"
