"""Questions that only name a subject: what do they say about ports?"""

import re

import regex

from bot.answers.follow_ups import AROUND, points_back
from bot.answers.framing import strip_frame

# Who says something is never named: what a person said of a subject is another question.
_ENGLISH_TEXTS = (
    r"(?:the|your|these|those|all) (?:\w+ )?(?:articles?|texts?|documents?|docs|documentation"
    r"|files?|sources?|reports?|briefs?|books?|notes?|pages?|manuals?|papers?)"
)
_ENGLISH = (
    r"(?:so |and |also |then |please |can you |could you |would you )*(?:"
    rf"what (?:do|does|did|have|has|can|could) (?:they|you|we|people|{_ENGLISH_TEXTS}) "
    r"(?:say|said|tell|told|know|write|written)(?: me| us)? (?:about|on|of)"
    r"|what (?:is|was|has been|'s) (?:there|said|told|known|written|reported) (?:about|on|of)"
    r"|(?:what|how) about"
    r"|tell (?:me|us) (?:something |anything |more |all )?(?:about|of)"
    r"|(?:(?:is|are) there |do you (?:have|know) |have you got )?"
    r"(?:anything|something) (?:about|on))"
)
_SPANISH = (
    r"¿?(?:y )?(?:qué (?:se |me |nos )?(?:dicen?|sabes?|saben|cuentan?|hay|escriben?)"
    r"(?: (?:los|las|tus|sus|estos|estas) (?:artículos|textos|documentos|fuentes|notas))?"
    r"|(?:háblame|cuéntame|dime)(?: algo| más)?|hay algo) (?:sobre|acerca de|del?)"
)
_RUSSIAN = (
    r"(?:а )?(?:что (?:там |вы |ты |в статьях |в текстах )?"
    r"(?:говорят|говорится|пишут|сказано|известно|знаешь|знаете|есть)"
    r"(?: (?:эти |ваши |в )?(?:статьи|статьях|тексты|текстах|документы|документах))?"
    r"|расскажи(?:те)?(?: мне| нам)?|есть ли что-(?:нибудь|то)) (?:обо|об|о|про)"
)
_ARABIC = (
    r"(?:ماذا|ما الذي) (?:يقولون|تقول(?: المقالات| النصوص| الوثائق)|يقال|قيل|تعرف|تعرفون|هناك) عن"
    r"|(?:أخبرني|حدثني|أخبرنا|حدثنا) عن|هل (?:هناك|يوجد) (?:أي )?شيء عن"
)
_BEFORE = re.compile(
    rf"\s*(?:{_ENGLISH}|{_SPANISH}|{_RUSSIAN}|{_ARABIC})\s+(?P<subject>.+)",
    re.IGNORECASE | re.DOTALL,
)
_BEHIND = re.compile(
    r"\s*(?P<subject>.+?)\s+کے (?:بارے میں|متعلق)\s+(?:(?:مضامین(?: میں)?|وہ|آپ|یہاں|مجھے) )?"
    r"(?:کیا (?:کہتے|لکھا|کہا گیا|جانتے|معلوم|بتایا گیا|ہے)|کچھ|بتائیں|بتاؤ).*"
    r"|\s*(?:请问)?(?:关于|對於|对于|關於)(?P<chinese>.+?)"
    r"(?:，|,)?(?:他们|他們|文章|这些文章|你)?(?:里|裡)?(?:都)?"
    r"(?:说了?什么|說了?什麼|有什么|有什麼|怎么说|怎麼說|知道什么|知道什麼).*",
    re.DOTALL,
)
_FURTHER = re.compile(
    r"\s*(?:(?:(?:and|also|then|plus),? )+about|(?:y|también)(?: también)? (?:sobre|de|acerca de)"
    r"|(?:и|а)(?: также| ещё)? (?:обо|об|о|про)|و?(?:أيضا )?عن|und(?: auch)? über)"
    r"\s+(?P<subject>.+)",
    re.IGNORECASE | re.DOTALL,
)
"""Behind a sentence that asks to be told of another subject."""
_THING = r"(?:(?:the|an?|el|la|los|las|una?|der|die|das|den|dem|eine?[nr]?|le|les|une|des)\s|l['’])"
_NAMED = regex.compile(
    r"\s*(?:(?i:(?:(?:and|also|plus|then|but)\s)?(?:(?:what|how)\s)?about|(?:y\s)?sobre|(?:und\s)?über)\s"
    r"|(?i:(?:and|also|plus|y|también|und|auch|et|aussi),?\s(?:also\s|auch\s|aussi\s|también\s)?))"
    rf"(?P<subject>(?P<thing>(?i:{_THING}))(?:[\p{{L}}\p{{M}}'’-]+\s?){{1,3}}"
    r"|(?:\p{Lu}[\p{L}\p{M}'’-]+\s?){1,3})[?.!]*\s*"
)
"""The same in as few words: "About the inn", "And the inn", "And Ann Harrow"."""
_SAYER = r"(?P<name>[\p{L}\p{M}.'’-]+(?:\s[\p{L}\p{M}.'’-]+){0,3}?)"
_SAID = regex.compile(
    r"\s*(?:"
    rf"what (?:did|does|do|has|have|had) {_SAYER}"
    r" (?:say|said|write|written|wrote|tell us|think|answer|reply|mention)"
    r"(?: (?:about|on|of|to) (?P<subject>.+))?"
    rf"|was (?:sagte|sagt|schrieb|schreibt|meinte|meint) {_SAYER}"
    r"(?: (?:über|zu|von) (?P<subject>.+))?"
    rf"|was hat {_SAYER}(?: (?:über|zu|von) (?P<subject>.+))? (?:gesagt|geschrieben|gemeint)"
    rf"|¿?qué (?:dijo|dice|escribió|escribe|opina) {_SAYER}"
    r"(?: (?:sobre|acerca de|de) (?P<subject>.+))?"
    rf"|qu['’](?:a|est-ce qu['’]a) (?:dit|écrit) {_SAYER}"
    r"(?: (?:sur|de|à propos de) (?P<subject>.+))?"
    rf"|что (?:сказала?|написала?|говорит|пишет) {_SAYER}(?: (?:обо|об|о|про) (?P<subject>.+))?"
    r")[\s?.!]*",
    regex.IGNORECASE,
)
"""Of a person, who is named: what of all that is about the subject is theirs, no word tells."""
_VERBS = frozenset(("is", "are", "was", "were", "has", "have", "had", "will", "can", "did", "does"))
_MAX_CHARACTERS = 200


def find_subject(question: str) -> str | None:
    """What `question` is about, if all it says is that it is about something; None otherwise, or
    if it is a word that points back, such as "it".

    The words around it are no words that an answer has, and they are most of so short a question.
    """
    if len(question) > _MAX_CHARACTERS:
        return None
    found = _BEFORE.fullmatch(question) or _BEHIND.fullmatch(question)
    if found is None:
        return None
    subject = next(filter(None, found.groupdict().values()), "").strip(AROUND)
    return subject if subject and not points_back(subject) else None


def find_further_subject(sentence: str) -> str | None:
    """What `sentence` is about, which follows one that asks to be told of a subject: "And about the
    crane", "And the crane"; None if it is no such sentence."""
    if len(sentence) > _MAX_CHARACTERS:
        return None
    found = _FURTHER.fullmatch(sentence)
    subject = found["subject"].strip(AROUND) if found else name_further(sentence) or ""
    return subject if subject and not points_back(subject) else None


def find_said(question: str) -> tuple[str, str] | None:
    """Who is asked for, and of which subject, by `question`, if all it asks is what somebody said
    or wrote: "ann" and "the lamp" of "what did ann say about the lamp"; `""` of any. None if it is
    no such question."""
    found = _SAID.fullmatch(question) if len(question) <= _MAX_CHARACTERS else None
    if found is None or points_back(found["name"]):
        return None
    return found["name"], (found["subject"] or "").strip(AROUND)


def name_further(sentence: str) -> str | None:
    """The thing that `sentence`, behind one that asks anything, has no more words for: "And the
    crane"; None if it is no such sentence."""
    found = _NAMED.fullmatch(sentence) if len(sentence) <= _MAX_CHARACTERS else None
    subject = found["subject"].strip(AROUND) if found else ""
    says_more = not _VERBS.isdisjoint(subject.split())
    if found is None or says_more or not (found["thing"] or strip_frame(subject)):
        return None
    return subject
