"""The numbers that ranking and confidence rest on."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class RankingParameters:
    """How much each kind of evidence counts; docs/retrieval.md has the formulas.

    `make fit` reads those marked * off questions with known answers, and says what they are worth
    on articles that they were not fitted on. The others were set by hand: no English text tells
    them.
    """

    passage: float = 0.6
    """* Share of the whole passage in its score; its best sentence has the rest."""

    asking: float = 0.1
    """Taken off a sentence that asks: an interviewer's question resembles the reader's more than
    any answer does, and answers nothing; and off one that only says where to read on."""

    line: float = 0.9
    """* What a word counts that only the lines above a passage hold, its title or speaker, or the
    question that it answers."""

    heading: float = 0.9
    """* The same for the headings above it, and its label."""

    name: float = 0.9
    """* The same for the words of its article's file name."""

    block: float = 0.5
    """* Share of a passage's best block, such as one item or one short paragraph, in its score;
    the passage itself has the rest."""

    early: float = 0.02
    """* What the first passage of a section has on top, the second half as much, the third a third:
    what something is stands before what else there is to say of it."""

    preceding: float = 0.7
    """* What a word counts that only the passage before it holds."""

    words: float = 0.15
    """* How much the words of a passage count when the passages after the first are put in order.
    Words find the answer less often than tokens do, but not in the same passages: where the first
    passage is wrong, words help the second."""

    close: float = 0.03
    """How near to the first passage another has to score to be looked at a second time: of wrong
    first passages two thirds have the right one as near, of right ones few have any."""

    close_words: float = 0.05
    """What the share of the question's words that it or the lines above it hold adds to a passage
    in that second look. Twice as much, or a look at wider gaps, costs more right passages than it
    finds."""

    option_words: float = 0.1
    """The same for words of the names of the options that it explains: others speak of them."""

    beside: float = 0.03
    """What a passage has on top, behind the first, that stands right before or after that in its
    article."""

    close_to_last: float = 0.01
    """How near to the last passage that is shown another has to score to be looked at a second
    time together with it."""

    unseen_passages: int = 100
    """Passages that the frequency of a word is also counted in, as if none had it."""

    lexical: float = 1.5
    """Weight of the words beside that of the vectors, in a language that the encoder does not
    know at all."""

    known_from: float = 0.85
    """Language coverage from which on a language counts as known, so that words only find
    candidates."""

    unseen_for_confidence: int = 10_000
    """As `unseen_passages`, for confidence: in articles on one subject its name says nothing of
    which passage answers, and all of whether any does."""

    unrelated: float = 0.15
    own: float = 0.76
    off_topic: float = 0.52
    """What the bundled encoder gives, as `Likeness` measures it, in three folders of English
    articles (.13 to .18, .74 to .80) and, at most, as `best` plus `spread` (.35 to .52): on this
    scale the similarities of any encoder are read."""

    one_bit: float = 0.01
    two_bits: float = 0.003
    """How much more alike a question finds a passage that just does not answer it, where tokens are
    stored in so many bits a dimension: the best of many inexact cosines is too high."""

    similarity_slope: float = 25.0
    similarity_offset: float = -13.7
    """* Log-odds that a question is answered: slope times similarity, plus this, plus length."""

    length_slope: float = 0.05
    """* The same for each token of the question: the longer it is, the less of it is matched."""

    number_penalty: float = 8.0
    """* Taken off if a number of the question stands nowhere in the article: it is about another
    year or another version. A quarter of it if it stands there, but far from the passage."""

    rare_from: float = 4.0
    """* Inverse frequency from which on a word is rare: one of 55 passages has it. In a folder of
    two articles none is."""

    unlike_below: float = 0.5
    """* Cosine below which the nearest token of a passage means something else than a word."""

    word_penalty: float = 2.0
    """* Taken off if the article lacks a rare word of the question, times how rare it is, times how
    much the passage has nothing like it: a name, or the word that the question is about."""

    option_penalty: float = 12.0
    """Taken off if an option that the question types stands nowhere in the article, a quarter of it
    if it stands there, but far from the passage."""

    value_penalty: float = 6.0
    """Taken off if the question asks for a value with a form of its own, such as a price, and
    nothing in the passage or beside it has that form."""

    unit_penalty: float = 20.0
    """Taken off if the question names a numbered unit and the passage is another, or asks for
    nothing but what there was at a time that the passage is not of."""

    unit_bonus: float = 7.0
    """Added if the passage is the numbered unit that the question names."""

    entry_bonus: float = 3.0
    """Added if the passage is the entry of an option that the question types, and has all else that
    the question names: what an option does seldom has words in common with its name."""

    named_unit: float = 0.15
    """What the unit that the question names has on top."""

    named_entry: float = 0.3
    """What an entry has on top that begins with the option or the number which the question names,
    or stands below it as its heading, and is asked for alone."""

    named_option: float = 0.05
    """What a passage has on top that holds an option which the question types."""

    named_section: float = 0.15
    """What a passage has on top whose headings or label have the version or year that the question
    names."""

    timed: float = 0.15
    """What a passage has on top whose headings are of the day, month or year that the question
    asks about."""

    newest: float = 0.25
    """The same for the last version or day of its article, if the question asks for the latest:
    what is new has few words in common with that."""

    dated_bonus: float = 10.0
    """Added if the passage is of the time that the question asks for, and has all else that the
    question names: what changed seldom says that it changed."""

    max_length: int = 20
    """Tokens from which on a question grows no more certain by its length."""

    coverage_slope: float = 16.0
    coverage_middle: float = 0.40
    """Where words have to decide: log-odds by the share of the question's words that are held."""

    uncovered: float = 2.0
    """How much faster words take over in confidence than language coverage falls: of one half
    unknown to the encoder, vectors are close to each other whatever the text."""


RANKING_PARAMETERS = RankingParameters()
