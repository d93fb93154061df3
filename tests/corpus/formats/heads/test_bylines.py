import pytest

from corpus.formats.heads.bylines import is_role, read_byline


@pytest.mark.parametrize(
    ("line", "stated"),
    [
        (
            "By Ann Poe | June 9, 2021 | The Weir Lane Echo",
            {"author": "Ann Poe", "date": "June 9, 2021", "source": "The Weir Lane Echo"},
        ),
        (
            "Von Ada Krug | 3. Mai 2022 | Hafener Tagblatt",
            {"author": "Ada Krug", "date": "3. Mai 2022", "source": "Hafener Tagblatt"},
        ),
        (
            "Por Ana Ruiz · 3 de mayo de 2022 · El Correo del Puerto",
            {"author": "Ana Ruiz", "date": "3 de mayo de 2022", "source": "El Correo del Puerto"},
        ),
    ],
)
def test_a_paper_behind_author_and_day_is_the_publisher(line: str, stated: dict[str, str]) -> None:
    assert read_byline(line) == stated


@pytest.mark.parametrize("name", ["Opinion", "The Hague", "Food & Drink", "Leeds"])
def test_a_place_or_a_column_behind_author_and_day_is_no_publisher(name: str) -> None:
    stated = read_byline(f"By Ann Poe | 3 May 2024 | {name}")
    assert stated is not None
    assert "source" not in stated


@pytest.mark.parametrize(
    ("line", "author", "day"),
    [
        ("Propos recueillis par Zoé Lang, publié le 2 mai 2023", "Zoé Lang", "2 mai 2023"),
        (
            "Interview geführt von Ada Krug, veröffentlicht am 3. Mai 2023",
            "Ada Krug",
            "3. Mai 2023",
        ),
        (
            "Entrevista realizada por Ana Ruiz, publicado el 4 de mayo de 2023",
            "Ana Ruiz",
            "4 de mayo de 2023",
        ),
    ],
)
def test_who_has_asked_has_written(line: str, author: str, day: str) -> None:
    assert read_byline(line) == {"author": author, "date": day}


@pytest.mark.parametrize(
    "line",
    [
        "FARES - WEIR FERRY valid from 1 April 2025",
        "Preisliste - Bootsverleih | gültig ab 1. Mai 2024",
        "Tarifs - Bac du Port, valables à partir du 3 mai 2022",
        "Tarifas - Barca, válidas desde el 3 de mayo de 2022",
        "价目表 | 有效期至2025年4月1日",
    ],
)
def test_a_day_from_which_on_something_holds_is_none_of_publication(line: str) -> None:
    assert read_byline(line) is None


@pytest.mark.parametrize(
    ("line", "author"),
    [
        ("By Ann Poe, Senior Staff Writer | June 9, 2021", "Ann Poe"),
        ("Von Ada Krug, Redakteurin, 3. Mai 2022", "Ada Krug"),
        ("Par Zoé Lang, journaliste | 2 mai 2023", "Zoé Lang"),
        ("By Ann Poe, Tom Hale, Editor | June 9, 2021", "Ann Poe, Tom Hale"),
    ],
)
def test_what_somebody_is_is_no_name(line: str, author: str) -> None:
    stated = read_byline(line)
    assert stated is not None
    assert stated["author"] == author
    assert stated["dateline"] == line, "what is left out stands in a field"


@pytest.mark.parametrize("line", ["By Ann Poe, Editha Hale | June 9, 2021"])
def test_two_authors_are_kept(line: str) -> None:
    assert read_byline(line) == {"author": "Ann Poe, Editha Hale", "date": "June 9, 2021"}


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("Published March 5, 2024, 6:00 a.m. ET", "March 5, 2024, 6:00 a.m. ET"),
        ("Published March 5, 2024 at 6 pm", "March 5, 2024 at 6 pm"),
        ("Published on March 5, 2024 by admin", "March 5, 2024"),
        ("Veröffentlicht am 5. März 2024 von Webmaster", "5. März 2024"),
    ],
)
def test_a_day_with_an_hour_or_by_whoever_keeps_the_site(line: str, day: str) -> None:
    assert read_byline(line) == {"date": day}


@pytest.mark.parametrize(
    "line", ["By Monday, March 5, 2024", "Von Montag bis Freitag, 5. März 2024", "By May 5, 2024"]
)
def test_a_weekday_is_nobody(line: str) -> None:
    stated = read_byline(line)
    assert stated is None or not stated.keys() & {"author", "source"}


@pytest.mark.parametrize(
    "credit", ["Photo by Ann Reed", "Fotos von Ada Krug", "Images by Ann Reed"]
)
def test_who_took_a_picture_wrote_nothing(credit: str) -> None:
    stated = read_byline(f"{credit} | March 5, 2024")
    assert stated is None or not stated.keys() & {"author", "source"}
    assert (read_byline(f"By Jim Hale | {credit} | March 5, 2024") or {})["author"] == "Jim Hale"


def test_who_translated_it_is_not_part_of_the_authors_name() -> None:
    stated = read_byline("Written by Jim Hale, translated by Ann Reed | March 5, 2024")
    assert stated is not None
    assert stated["author"] == "Jim Hale"


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("Bristol, June 9, 2021", "June 9, 2021"),
        ("Kiel, den 3. Mai 2022", "3. Mai 2022"),
        ("Lyon, le 2 mai 2023", "2 mai 2023"),
        ("Самара, 3 мая 2022", "3 мая 2022"),
        ("Draft, June 9, 2021", "June 9, 2021"),
        ("Press Release, June 9, 2021", "June 9, 2021"),
        ("Peer Review, June 9, 2021", "June 9, 2021"),
        ("The Long Room, June 9, 2021", "June 9, 2021"),
        ("Ann Poe | June 9, 2021", "June 9, 2021"),
        ("Ada Krug, 3. Mai 2022", "3. Mai 2022"),
    ],
)
def test_a_place_or_a_person_before_a_day_is_no_publisher(line: str, day: str) -> None:
    stated = read_byline(line)
    assert stated is not None
    assert "source" not in stated
    assert stated["date"].endswith(day)
    assert stated["dateline"] == line, "what is left out stands in a field"


@pytest.mark.parametrize(
    "name",
    ["Weir Daily", "Hafener Tagblatt", "The Weir Review", "La Gaceta del Puerto", "港口日报"],
)
def test_a_paper_before_a_day_is_the_publisher(name: str) -> None:
    assert read_byline(f"{name}, June 9, 2021") == {"source": name, "date": "June 9, 2021"}


def test_the_town_and_the_weekday_behind_a_name_are_no_part_of_it() -> None:
    stated = read_byline("Von Ada Krug, Kiel, Dienstag, den 3. Mai 2022")
    assert stated is not None
    assert stated["author"] == "Ada Krug"
    assert "dateline" in stated


@pytest.mark.parametrize(
    ("line", "stated"),
    [
        ("Publicerad 3 maj 2022 kl 8.40", {"date": "3 maj 2022 kl 8.40"}),
        ("Julkaistu 3.5.2022", {"date": "3.5.2022"}),
        ("Objavljeno 23.5.2022. u 8:40", {"date": "23.5.2022. u 8:40"}),
        ("Opublikowano 3 maja 2022", {"date": "3 maja 2022"}),
        ("Zaktualizowano 3 maja 2022", {"updated": "3 maja 2022"}),
        ("เผยแพร่ 3 พ.ค. 2565 8:40 น.", {"date": "3 พ.ค. 2565 8:40 น."}),
        ("For immediate release, May 3, 2022", {"date": "May 3, 2022"}),
        ("2022年5月3日 8時40分 港新聞", {"date": "2022年5月3日 8時40分", "source": "港新聞"}),
        ("등대일보 2022년 5월 3일", {"date": "2022년 5월 3일", "source": "등대일보"}),
        ("이민호 기자", {"author": "이민호"}),
    ],
)
def test_lines_of_days_in_further_languages(line: str, stated: dict[str, str]) -> None:
    assert read_byline(line) == stated


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("Posted by apoe on May 3, 2022 in Boats", "May 3, 2022"),
        ("V Brně dne 3. května 2022", "3. května 2022"),
    ],
)
def test_a_login_or_a_town_beside_the_day_stands_in_a_field(line: str, day: str) -> None:
    assert read_byline(line) == {"date": day, "dateline": line}


def test_who_writes_for_a_paper_is_no_part_of_its_name() -> None:
    stated = read_byline("Ann Poe, Weir Gazette — May 3, 2022")
    assert stated is not None
    assert stated["source"] == "Weir Gazette"


@pytest.mark.parametrize("line", ["Narozen dne 3. května 1922", "Born 3 May 1922"])
def test_what_happened_on_a_day_is_no_byline(line: str) -> None:
    assert read_byline(line) is None


@pytest.mark.parametrize(
    ("line", "stated"),
    [
        (
            "Published: Wed, 09 Jun 2021 07:15:00 +0000 | Updated 3 hours ago",
            {"date": "Wed, 09 Jun 2021 07:15:00 +0000"},
        ),
        ("Publicado em 9 de junho de 2021 · Atualizado há 3 horas", {"date": "9 de junho de 2021"}),
        (
            "Por Ana Reis — 09/06/2021 07h15 · Atualizado há 3 dias",
            {"author": "Ana Reis", "date": "09/06/2021 07h15"},
        ),
        ("Door onze correspondent Piet de Boer", {"author": "Piet de Boer"}),
        ("Von unserer Korrespondentin Ada Krug", {"author": "Ada Krug"}),
        ("भोपाल, 9 जून 2021 (वार्ता)", {"date": "9 जून 2021"}),
        ("Velm, 9 June 2021 (CNA)", {"date": "9 June 2021"}),
    ],
)
def test_what_else_a_line_of_a_paper_says_stands_in_a_field(
    line: str, stated: dict[str, str]
) -> None:
    assert read_byline(line) == stated | {"dateline": line}


@pytest.mark.parametrize(
    ("line", "stated"),
    [
        (
            "19/06/2021 07h15 Atualizado 20/06/2021 08h00",
            {"date": "19/06/2021 07h15", "updated": "20/06/2021 08h00"},
        ),
        (
            "09/06/2021 07h15 Atualizado 10/06/2021 08h00",
            {"date": "09/06/2021 07h15", "updated": "10/06/2021 08h00"},
        ),
        ("Julkaistu 9.6.2021 klo 7.15", {"date": "9.6.2021 klo 7.15"}),
        (
            "2021年6月9日 7時15分 灯台新聞 記者・山本花子",
            {"author": "山本花子", "date": "2021年6月9日 7時15分", "source": "灯台新聞"},
        ),
    ],
)
def test_days_with_hours_as_papers_print_them(line: str, stated: dict[str, str]) -> None:
    assert read_byline(line) == stated


@pytest.mark.parametrize("line", ["Updated 3 hours ago", "3 hours ago", "Closed 3 days ago"])
def test_how_long_ago_alone_states_nothing(line: str) -> None:
    assert read_byline(line) is None


def test_a_role_is_told_from_what_somebody_did() -> None:
    assert all(map(is_role, ("Harbour correspondent", "Staff Writers", "Senior Political Editor")))
    assert not any(map(is_role, ("A Letter to the Editor", "From the Editor", "The editor")))
    assert not any(map(is_role, ("The editor left", "Staff Captain", "Editor: Ann Poe", "Poe")))


@pytest.mark.parametrize(
    "line",
    ["Velm, 9 June 1821 (a fire)", "Gull | 9/6/2021 | Velm", "Velm, 9 June 1821 (Aftermath)"],
)
def test_what_a_line_says_besides_is_not_taken_for_a_papers(line: str) -> None:
    assert read_byline(line) is None
