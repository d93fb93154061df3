"""Models that one word names, and the prompts of those whose files state none."""

from dataclasses import dataclass
from pathlib import PurePath


@dataclass(frozen=True, slots=True)
class NamedModel:
    """A model on a hub, and what it wants to stand before a question and before a passage."""

    hub_name: str
    query_prompt: str
    passage_prompt: str

    @property
    def folder_name(self) -> str:
        """What a folder with its files is called when they are fetched as `explain_fetching`
        says."""
        return PurePath(self.hub_name).name


NAMED_MODELS = {
    # Wang and others, Multilingual E5 Text Embeddings, 2024: one model for a hundred languages.
    "multilingual": NamedModel("intfloat/multilingual-e5-small", "query: ", "passage: "),
}


def read_name(name: str) -> str:
    """The name on a hub of the model that the word `name` stands for; any other `name` as it
    is."""
    named = NAMED_MODELS.get(name)
    return named.hub_name if named else name


def find_named_model(name: str) -> NamedModel | None:
    """The model of `NAMED_MODELS` that `name` means: its word, its name on the hub, or a folder
    that is called as it is; None if it is another model."""
    folder = PurePath(name).name
    known = ((word, model) for word, model in NAMED_MODELS.items())
    return next(
        (m for word, m in known if name in (word, m.hub_name) or folder == m.folder_name), None
    )


def explain_fetching(model: NamedModel) -> str:
    """How its files are fetched for a machine that reaches no hub."""
    return (
        "on a machine that reaches the hub, run pip install huggingface_hub and "
        f"hf download {model.hub_name} --local-dir {model.folder_name}, copy that folder to this "
        "machine, and set EMBEDDING_MODEL to it"
    )
