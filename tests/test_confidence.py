from embeddings.confidence import estimate_confidence


def test_known_language_goes_by_vectors() -> None:
    assert estimate_confidence(0.7, 0.0, 0.0) > 0.9
    assert estimate_confidence(0.3, 1.0, 0.0) < 0.1


def test_unknown_language_goes_by_words() -> None:
    assert estimate_confidence(0.9, 0.1, 1.0) < 0.1
    assert estimate_confidence(0.3, 0.8, 1.0) > 0.9
    assert estimate_confidence(0.9, 0.1, 0.5) == estimate_confidence(0.1, 0.1, 0.5)


def test_it_rises_with_both() -> None:
    values = [estimate_confidence(s, s, 0.25) for s in (0.1, 0.3, 0.4, 0.5, 0.9)]
    assert values == sorted(values)
    assert all(0 <= value <= 1 for value in values)
