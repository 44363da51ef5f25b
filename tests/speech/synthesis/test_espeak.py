from speech.synthesis import Voice
from speech.synthesis.espeak import Espeak


def test_words_are_pronounced_without_stress_and_by_the_voice() -> None:
    espeak = Espeak.shared()
    assert " ".join(espeak.phonemes("Hey, Robin!", Voice("en-us"))) == "h eɪ ɹ ɑː b ɪ n"
    assert espeak.phonemes("robin", Voice("de"))[0] == "r"
    assert espeak.phonemes("", Voice("en-us")) == ()
