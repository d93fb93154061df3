"""What the columns of a table, or the fields of a record, are for, by their names."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from corpus.fields.names import MEANING_OF, fold_name
from corpus.structure.speakers.label_words import ANSWERS, QUESTIONS


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_ASKING = {word for word in QUESTIONS if len(word) > 1 or not word.isascii()} | _words(
    """
    questions query queries prompt instruction utterance patterns faq fragen preguntas perguntas
    domande вопросы вопроса سوالات أسئلة الأسئلة السوال 常见问题 常見問題 标准问 提问 提問
    問い合わせ प्रश्नों sorular vragen frågor otázky pytania питання întrebări pertanyaan
    """
)
_ANSWERING = {word for word in ANSWERS if len(word) > 1 or not word.isascii()} | _words(
    """
    answers response responses reply replies completion antworten respuestas respostas réponses
    risposte ответы ответа جوابات أجوبة الأجوبة إجابات الإجابات 回复 回覆 答え उत्तरों cevaplar
    antwoorden svaren odpovědi odpowiedzi відповіді răspunsuri
    """
)
_LETTERS = frozenset(
    (
        *(("q", "a"), ("f", "a"), ("p", "r"), ("d", "r"), ("в", "о"), ("س", "ج"), ("问", "答")),
        *(("問", "答"), ("문", "답"), ("質", "答")),
    )
)
"""Names of one letter, which mean something else alone."""
_MAX_WITH_LETTERS = 3
"""Columns of a table in which one letter may be a name that says so much."""
_OF_SOMETHING = _words(
    """
    id ids type types number num nr no count total date time author by lang language url link score
    votes source category topic user key of per index slug tags status nummer número номер тип дата
    编号 类型 類型 رقم نوع
    """
)
"""Words beside "question" that make it a name of something else: "Question ID"."""
_WRONG = _words(
    """
    wrong incorrect false plausible predicted rejected bad worst old outdated distractor distractors
    falsche falscher falsch alte fausse fausses mauvaise mauvaises incorrecte incorrectes ancienne
    incorrecta incorrectas falsa falsas incorreta incorretas errada erradas sbagliata sbagliate
    неправильный неправильные неверный неверные خاطئة خطأ غلط
    """
)
"""Words beside "answer" that make it a name of what does not answer."""
_SPACELESS_WRONG = ("错误", "錯誤", "誤答", "不正解")
_DENIES = _words("accepted isaccepted correct iscorrect")
"""What an answer says of itself."""
_SPACELESS_ASKING = ("问题", "問題", "質問", "质问", "提问", "提問")
_SPACELESS_ANSWERING = ("答案", "回答", "答え", "回复", "回覆")
_TEXTS = _words(
    """
    context passage paragraph
    text texts body content contents article markdown html message plaintext selftext transcript
    texto contenido texte contenu inhalt testo текст содержание 正文 内容 內容 本文 نص النص
    محتوى متن
    """
) | {
    *("content html", "content text", "content markdown", "page content", "post content"),
    *("article body", "body html", "body text", "body markdown", "full text", "raw text"),
    *("content:encoded", "articlebody", "text html", "description html"),
}
_OUTPUTS = _words(
    "output outputs solution solutions target lösung solución solution решение الحل حل"
)
"""What is an answer beside a question only."""
_SECTIONS = _words(
    """
    category section topic chapter group theme department kategorie thema rubrik abschnitt bereich
    categoría categoria sección tema grupo catégorie rubrique thème категория раздел тема группа
    分类 分類 类别 類別 主题 主題 部门 الفئة القسم الموضوع التصنيف زمرہ موضوع حصہ カテゴリ 분류
    """
)
_IDENTIFIERS = _words(
    "id ids guid uuid slug hash sha key index idx checksum etag uri url urls href link links"
)
_SPLIT = re.compile(r"[^\w]+|_|(?<=[a-z])(?=[A-Z])")
_MAX_NAME_WORDS = 5


@dataclass(frozen=True, slots=True)
class Columns:
    """Numbers of the columns that hold questions, answers to them, a title, texts and what a row
    is listed under; `others` are the rest that says something, which ids and addresses do not."""

    questions: tuple[int, ...] = ()
    answers: tuple[int, ...] = ()
    title: int | None = None
    texts: tuple[int, ...] = ()
    section: int | None = None
    others: tuple[int, ...] = ()

    @property
    def numbers(self) -> tuple[int, ...]:
        """All of them but for others."""
        alone = (n for n in (self.title, self.section) if n is not None)
        return (*self.questions, *self.answers, *self.texts, *alone)

    @property
    def has_answers(self) -> bool:
        """Whether its rows are questions and answers."""
        return bool(self.questions and self.answers)


@lru_cache(maxsize=256)
def sort_columns(names: tuple[str, ...]) -> Columns:
    """What the columns called `names` are for."""
    folded = [fold_name(name) for name in names]
    titles = [n for n, name in enumerate(folded) if MEANING_OF.get(name) == "title"]
    texts = [n for n, name in enumerate(folded) if name in _TEXTS]
    asking = [n for n, name in enumerate(names) if is_question_name(name)]
    answering = [n for n, name in enumerate(names) if is_answer_name(name)]
    if len([n for n in answering if _is_choice(names[n])]) > 1:
        asking = answering = []  # of several to choose from none is known to answer
    if not (asking and answering):
        outputs = [n for n, name in enumerate(folded) if name in _OUTPUTS]
        asking, answering = _pair_letters(folded) or (
            (asking, texts or outputs) if asking else (titles[:1], answering)
        )
    is_asked = bool(asking and answering)
    title = next((n for n in titles if not is_asked), None)
    texts = [] if is_asked else texts
    section = next((n for n, name in enumerate(folded) if name in _SECTIONS), None)
    section = section if is_asked or texts else None
    used = {*asking, *answering, *texts} if is_asked or texts else set()
    used |= {n for n in (title if texts else None, section) if n is not None}
    return Columns(
        questions=tuple(asking) if is_asked else (),
        answers=tuple(answering) if is_asked else (),
        title=title if texts else None,
        texts=tuple(_richest(texts, folded)),
        section=section,
        others=tuple(
            n
            for n, name in enumerate(names)
            if n not in used and not _is_identifier(name) and not is_wrong_name(name)
        ),
    )


def is_question_name(name: str) -> bool:
    """Whether a column called `name` holds questions, in one of the languages most written."""
    return _is_called(name, frozenset(_ASKING), _SPACELESS_ASKING)


def is_answer_name(name: str) -> bool:
    """The same of answers."""
    return _is_of_answers(name) and not is_wrong_name(name)


def is_wrong_name(name: str) -> bool:
    """Whether a column called `name` holds what is no right answer to a question."""
    parts = _list_parts(name)
    is_said = not _WRONG.isdisjoint(parts) or any(word in name for word in _SPACELESS_WRONG)
    return is_said and (_is_of_answers(name) or parts[0].startswith("distractor"))


def says_it_is_wrong(answer: Mapping[str, object]) -> bool:
    """Whether a record says of itself that it is no right answer."""
    return any(
        value == "false" and "".join(_list_parts(name)) in _DENIES for name, value in answer.items()
    )


def _is_of_answers(name: str) -> bool:
    return _is_called(name, frozenset(_ANSWERING), _SPACELESS_ANSWERING)


def _is_choice(name: str) -> bool:
    """Whether a name is that of one answer of several, as "Answer B" or "answer_2"."""
    parts = _list_parts(name)
    return len(parts) > 1 and len(parts[-1]) == 1 and parts[-1].isalnum()


def _is_called(name: str, words: frozenset[str], spaceless: tuple[str, ...]) -> bool:
    parts = _list_parts(name)
    if not 1 <= len(parts) <= _MAX_NAME_WORDS or not _OF_SOMETHING.isdisjoint(parts):
        return False
    if any(len(part) > 1 and part in words for part in parts):
        return True
    return len(name) <= 12 and any(word in name for word in spaceless)


def _pair_letters(names: list[str]) -> tuple[list[int], list[int]] | None:
    if len(names) > _MAX_WITH_LETTERS:
        return None
    for question, answer in _LETTERS:
        if question in names and answer in names:
            return [names.index(question)], [names.index(answer)]
    return None


def _richest(texts: list[int], names: list[str]) -> list[int]:
    """Of a text that stands there twice, as HTML and without, the one with its structure."""
    html = [n for n in texts if "html" in names[n] or "encoded" in names[n]]
    return html[:1] or texts


def _list_parts(name: str) -> list[str]:
    return [part.casefold() for part in _SPLIT.split(name[:100].strip()) if part]


def _is_identifier(name: str) -> bool:
    parts = _list_parts(name)
    return bool(parts) and parts[-1] in _IDENTIFIERS
