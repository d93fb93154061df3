"""Lists with labels that come back and are no conversations, and conversations that look like such
lists."""

import pytest

from corpus.structure.speakers.conversation import find_conversation
from corpus.structure.speakers.talk import ends_in_question


def _alternate(labels: list[str], said: list[str]) -> list[str]:
    return [f"{labels[n % len(labels)]}: {words}" for n, words in enumerate(said)]


@pytest.mark.parametrize(
    "labels", [["Lens", "Shade"], ["Red", "Green", "White"], ["Indoors", "Outdoors"]]
)
def test_labels_that_answer_their_own_questions_name_nobody(labels: list[str]) -> None:
    said = ["Is it thick? Yes.", "Do I need one? No.", "Which glass? Clear.", "Who cleans it? I."]
    assert not find_conversation(_alternate(labels, said * 2)).names


@pytest.mark.parametrize("labels", [["Lens", "Wick"], ["Paint", "Varnish"], ["Monday", "Friday"]])
def test_labels_that_are_words_of_the_text_name_nobody(labels: list[str]) -> None:
    said = ["I like it.", "My own choice.", "Who else?", "I never use it.", "Mine is old.", "I do."]
    words = " ".join(label.lower() for label in labels)
    assert not find_conversation([f"On the {words}.", *_alternate(labels, said * 2)]).names


@pytest.mark.parametrize(
    "labels", [["Störung", "Abhilfe"], ["Симптом", "Ремонт"], ["Chorus", "Verse"]]
)
def test_fields_of_other_languages_name_nobody(labels: list[str]) -> None:
    said = ["Why is it dark?", "I fill it.", "Does it smoke?", "I trim it."]
    assert not find_conversation(_alternate(labels, said * 2)).names


@pytest.mark.parametrize(
    "labels", [["Keeper", "Mayor"], ["Will", "Rose"], ["Ruth Penn", "Olaf Dahl"], ["Host", "Ruth"]]
)
def test_roles_and_names_that_are_words_speak_where_they_are_asked(labels: list[str]) -> None:
    said = ["Who will pay?", "I shall.", "Is the keeper paid by the mayor?", "My rose is. I am."]
    turns = ["The host asks.", *_alternate(labels, said * 2)]
    assert find_conversation(turns).names == set(labels)


@pytest.mark.parametrize("labels", [["Ruth", "Olaf"], ["Рут", "Олаф"], ["Ruth Penn", "Olaf Dahl"]])
def test_people_talk_to_each_other_with_few_questions(labels: list[str]) -> None:
    said = ["I saw a ship.", "My glass is broken.", "Whose ship?", "I think it is the doctor's.",
            "I go down.", "Shall I come?"]  # fmt: skip
    assert find_conversation(_alternate(labels, said)).names == set(labels)


@pytest.mark.parametrize("said", ["Why?", "And you? (laughs)", "“Is it?”", "¿Por qué?", "为什么？"])
def test_a_question_at_the_end_hands_over(said: str) -> None:
    assert ends_in_question(said)


@pytest.mark.parametrize(
    "said", ["Why? Because.", "Is it dear? No.", "I ask.", "", "为什么？因为。"]
)
def test_a_question_that_is_answered_does_not(said: str) -> None:
    assert not ends_in_question(said)


CHECKS = ["Is it lit?", "Is it full?", "Does it turn?", "Is it shut?", "Is it dry? Does it creak?"]
NOTES = ["is it lit?", "lit at dusk", "is it full?", "every Sunday", "does it turn?", "oiled"]


@pytest.mark.parametrize("labels", [["Lamp", "Tank"], ["Docht", "Tank"], ["Лампа", "Бак", "Дверь"]])
def test_things_that_are_only_asked_about_say_nothing(labels: list[str]) -> None:
    assert not find_conversation(_alternate(labels, CHECKS * 2)).labels


@pytest.mark.parametrize("labels", [["Lamp", "Tank"], ["F1", "Esc"], ["Docht", "Öltank"]])
def test_labels_with_notes_behind_them_name_nobody(labels: list[str]) -> None:
    assert not find_conversation(_alternate(labels, NOTES * 2)).labels


@pytest.mark.parametrize("others", [["Mast", "Horn"], ["Mât", "Corne"], ["Мачта", "Горн"]])
def test_a_list_in_which_many_labels_stand_once_names_nobody(others: list[str]) -> None:
    lines = _alternate(["Lamp", "Tank"], ["Is it lit?", "Full on Sunday."] * 3)
    lines[2:2] = [f"{others[0]}: Painted."]
    lines[5:5] = [f"{others[1]}: Tested.", "Wick: Trimmed.", "Rope: Wet."]
    assert not find_conversation(lines).labels


def test_who_is_asked_back_still_speaks() -> None:
    said = ["Who is there?", "Who asks?", "Is it late?", "It is six.", "Is he in?", "He sleeps."]
    assert find_conversation(_alternate(["Ruth", "Olaf"], said)).names == {"Ruth", "Olaf"}


@pytest.mark.parametrize("said", [["are you in?", "yes, come", "now?", "later"], ["so?", "no."]])
def test_who_speaks_at_a_time_may_write_in_small_letters(said: list[str]) -> None:
    labels = [f"[10:0{n}] {name}" for n, name in enumerate(["Ruth", "Olaf"])]
    assert find_conversation(_alternate(labels, said * 2)).names == {"Ruth", "Olaf"}


@pytest.mark.parametrize("labels", [["Ruth", "Olaf"], ["Рут", "Олаф"], ["Ruth Penn", "Olaf Dahl"]])
def test_two_who_ask_and_answer_in_small_sentences_speak(labels: list[str]) -> None:
    said = ["is the lamp lit?", "it is, since six.", "who lit it?", "the keeper.", "fine.", "yes."]
    assert find_conversation(_alternate(labels, said)).names == set(labels)


BACK = ["Did you light it?", "Did I say so?", "Why do you shout?", "Am I loud?", "Who is?", "Who?"]
BY_NAME = ["Is it lit?", "Who asks, Ruth?", "Is it dark, Olaf?", "Where, Ruth?", "Here?", "Now?"]
ON_RUSSIAN = ["Ты дома?", "А где я?", "Почему ты злой?", "Разве я злой?", "Нет?", "Правда?"]


@pytest.mark.parametrize("said", [BACK, BY_NAME, ON_RUSSIAN])
def test_two_who_only_ask_each_other_speak(said: list[str]) -> None:
    assert find_conversation(_alternate(["Ruth", "Olaf"], said)).names == {"Ruth", "Olaf"}


@pytest.mark.parametrize("labels", [["Lamp", "Tank"], ["Docht", "Öltank"], ["Лампа", "Бак"]])
def test_lines_that_ask_and_answer_themselves_name_nobody(labels: list[str]) -> None:
    said = ["Is it lit? Light it.", "Is it full? Fill it.", "Does it turn? Oil it."]
    for last in (["Is it dry?", "Wipe it."], ["Is it dry?", "Wipe it.", "Do I see it?", "Yes."]):
        assert not find_conversation(_alternate(labels, [*said, said[0], *last])).names
    addressed = ["Did you light it?", "Did you fill it?", "Can you see it?"]
    assert not find_conversation(_alternate(labels, addressed * 2)).names


DIARY = ["I lit the stove.", "I met the baker. Did she know me?", "I read all day.", "I rowed out."]


@pytest.mark.parametrize(
    "labels",
    [
        ["Monday", "Tuesday", "Wednesday"],
        ["Morning", "Evening"],
        ["Montagmorgen", "Montagabend"],
        ["Lundi", "Mardi soir"],
        ["April", "May"],
        ["Утром", "Вечером"],
        ["月曜日", "火曜日"],
    ],
)
def test_days_and_parts_of_a_day_name_nobody(labels: list[str]) -> None:
    asked = ["Was it late?", "I saw to it.", "Who was there?", "I was.", "Why?", "I forgot."]
    for said in (DIARY * 3, asked * 2):
        assert not find_conversation(_alternate(labels, said)).labels


def test_who_is_called_like_a_month_speaks() -> None:
    said = ["Who lit it?", "I did.", "Why so late?", "I was asleep."]
    assert find_conversation(_alternate(["Tom", "April"], said * 2)).names == {"Tom", "April"}


@pytest.mark.parametrize("form", ["{} ({}):", "{}: ({})", "{} {}"])
@pytest.mark.parametrize("names", [("Speaker 1", "Speaker 2"), ("Ada Mill", "Bo Rye")])
def test_a_few_turns_with_the_times_of_a_recording_have_speakers(
    form: str, names: tuple[str, str]
) -> None:
    heads = [form.format(names[n % 2], f"00:0{3 * n}") for n in range(3)]
    said = ["We bake from four on.", "That is early.", "Bread waits for none."]
    lines = [line for pair in zip(heads, said, strict=True) for line in pair]
    assert {key.strip() for key in find_conversation(lines).names} == set(names)


@pytest.mark.parametrize(
    "times",
    [
        ("10:00", "11:00", "11:30"),
        ("0:30", "0:20", "0:40"),
        ("14:01", "14:07", "14:12"),
        ("4:05", "4:10", "4:20"),
    ],
)
def test_a_programme_of_a_day_names_nobody(times: tuple[str, ...]) -> None:
    heads = [f"{name} ({at}):" for name, at in zip(("Talk", "Pause", "Talk"), times, strict=True)]
    lines = [line for head in heads for line in (head, "It is in the hall.")]
    assert not find_conversation(lines).names


def test_parts_of_a_film_name_nobody() -> None:
    heads = ["Setup (0:00):", "Demo (1:12):", "Setup (3:07):"]
    lines = [line for head in heads for line in (head, "The oven is shown.")]
    assert not find_conversation(lines).names
