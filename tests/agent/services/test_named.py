"""The name that a sentence speaks of."""

import pytest

from agent.services.named import named_in

NAMES = ("plants", "house rules", "onboarding", "data")


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("could we use the plants one", "plants"),
        ("Put my House Rules away!", "house rules"),
        ("let's work with the onbording set", "onboarding"),
        ("use another dataset", ""),
        ("archive the data", ""),
        ("the plants or the house rules", ""),
        ("plantation", ""),
        ("", ""),
    ],
)
def test_one_name_is_found_whole_or_misspelt(words: str, name: str) -> None:
    assert named_in(words, NAMES) == name


def test_archives_and_files_are_called_without_dates_and_endings() -> None:
    archives = ("plants-20260101.zip", "house-rules-20260102-101500.zip")
    assert named_in("bring the plants back", archives) == archives[0]
    assert named_in("house rules from the archive please", archives) == archives[1]
    assert named_in("send me the weather file", ("datasets/weather.json",))
