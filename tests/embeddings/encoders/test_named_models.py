import pytest

from embeddings import canonical_name
from embeddings.encoders.named_models import NAMED_MODELS, explain_fetching, find_named_model

E5 = NAMED_MODELS["multilingual"]


@pytest.mark.parametrize(
    "name", ["multilingual", E5.hub_name, "/srv/models/multilingual-e5-small", E5.folder_name]
)
def test_a_named_model_is_known_by_its_word_its_hub_name_and_its_folder(name: str) -> None:
    assert find_named_model(name) is E5


@pytest.mark.parametrize("name", ["", "all-MiniLM-L6-v2", "/srv/multilingual", "nobody/e5"])
def test_any_other_name_is_none_of_them(name: str) -> None:
    assert find_named_model(name) is None


def test_the_word_and_the_hub_name_are_one_model() -> None:
    assert canonical_name("multilingual") == canonical_name(E5.hub_name) == E5.hub_name


def test_fetching_names_the_model_the_folder_and_the_setting() -> None:
    told = explain_fetching(E5)
    assert E5.hub_name in told
    assert told.endswith("set EMBEDDING_MODEL to it")
