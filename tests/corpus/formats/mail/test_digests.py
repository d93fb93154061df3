"""Digests: mails in a mail that says nothing itself."""

from corpus.formats.mail import read_mail


def test_all_mails_of_a_digest_are_sections_of_it() -> None:
    mails = "".join(
        f"--d\n\nFrom: {name} <x@x.example>\nSubject: {subject}\nDate: 4 Mar 2024 10:00:00 +0000\n"
        f"\nThe {subject} crane is old.\n\n"
        for name, subject in (("Jim Hale", "first"), ("Tom Harrow", "second"))
    )
    read = read_mail(
        b"From: Pier list <l@x.example>\nSubject: Digest of March\n"
        b'Date: 5 Mar 2024 10:00:00 +0000\nContent-Type: multipart/digest; boundary="d"\n\n'
        + f"{mails}--d--\n".encode(),
        "a.eml",
    )
    assert (read.metadata.title, read.metadata.author) == ("Digest of March", "Pier list")
    assert [(p.speaker, p.headings[0].split(" ·")[0]) for p in read.paragraphs] == [
        ("Jim Hale", "first"),
        ("Tom Harrow", "second"),
    ]
    assert read.warnings == ()
