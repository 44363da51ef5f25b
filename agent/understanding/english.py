"""What people say for what, in English: phrases per intent, and patterns that carry slots.

Phrases are compared loosely, without case and punctuation; patterns are tried on the line as it
was typed, so that a taught answer keeps its spelling. They never give back blanks once taken
(`\\s++`), so that no line, however odd, takes long.
"""

import re

UNIVERSALS: dict[str, tuple[str, ...]] = {
    "help": ("help", "help me", "what can i say", "what can i do", "what can i do here"),
    "repeat": (
        "repeat", "repeat that", "say that again", "say it again", "what did you say",
        "come again", "pardon", "once more",
    ),
    "cancel": ("cancel", "cancel that", "abort", "quit this", "leave this", "get me out of here"),
    "stop": ("stop", "stop talking", "be quiet", "quiet", "silence", "shut up"),
    "status": (
        "status", "where are we", "how far are you", "how far is it", "what is the status",
        "what are we doing", "what's the status",
    ),
    "start_over": ("start over", "start again", "begin again", "from the beginning", "restart"),
    "undo": (
        "undo", "undo that", "take that back", "remove the last one", "delete the last one",
        "scratch that", "undo the last one",
    ),
    "in_text": ("in text please", "in text", "let's type", "move to text", "go to text"),
}  # fmt: skip

COMMANDS: dict[str, tuple[str, ...]] = {
    "train": (
        "train", "train a model", "train the model", "start training", "train me a model",
        "learn something", "learn something new", "teach", "teach you", "teach you something",
        "training", "train it", "i want to teach you", "retrain", "train again",
    ),
    "test": (
        "test", "test the model", "start testing", "test yourself", "run a test", "testing",
        "test you", "test it", "try the model",
    ),
    "correct": (
        "correct", "correct that", "correct the last answer", "that was wrong", "that's wrong",
        "that is wrong", "wrong answer", "make a correction", "that's not right",
        "that is not right", "correct you",
    ),
    "feedback": (
        "feedback", "give feedback", "leave feedback", "rate you", "i have feedback",
        "give you feedback", "rate the answer", "give a rating",
    ),
    "select_dataset": (
        "select dataset", "select a dataset", "choose a dataset", "switch dataset",
        "change the dataset", "use another dataset", "which datasets are there",
        "list the datasets", "show the datasets", "pick a dataset", "select data set",
    ),
    "archive": (
        "archive", "archive something", "make an archive", "archive the dataset",
        "archive the data",
    ),
    "archive_list": (
        "list the archives", "show the archives", "what is archived", "which archives are there",
        "show the archive", "list archives", "what's archived",
    ),
    "getfile": (
        "get a file", "get file", "give me a file", "show the files", "list the files",
        "send me a file", "which files are there",
    ),
    "instruction": (
        "instructions", "instruction", "show the instructions", "show me the instructions",
        "show instructions", "read the instructions", "how do you work", "how does this work",
    ),
    "rollback": (
        "rollback", "roll back", "roll back the model", "use the old model",
        "use the previous model", "go back to the old model", "go back to the model before",
    ),
    "export": (
        "export", "export my data", "give me my data", "export everything", "send me my data",
    ),
    "forget": (
        "forget me", "forget everything", "delete my data", "forget my data",
        "forget everything about me", "delete everything about me",
    ),
    "join": ("join", "join us", "join the voice channel", "come into the voice channel"),
    "leave": ("leave", "leave the voice channel", "leave the channel"),
    "no_answer": (
        "don't answer that", "do not answer that", "never answer that",
        "you should not answer that", "you shouldn't answer that",
    ),
    "hi": (),
}  # fmt: skip

ANSWERS: dict[str, tuple[str, ...]] = {
    "yes": (
        "yes", "yeah", "yep", "yup", "y", "sure", "right", "that's right", "that is right",
        "correct",
        "ok", "okay", "of course", "go on", "please do", "do it", "exactly", "yes please",
        "it is", "use it", "train it", "learn it", "fine", "affirmative", "true",
    ),
    "no": (
        "no", "nope", "nah", "n", "wrong", "that's wrong", "that is wrong", "not right",
        "incorrect", "don't", "do not", "no thanks", "no thank you", "not really", "negative",
        "false", "nothing", "none", "skip",
    ),
    "never_mind": ("never mind", "nevermind", "forget it", "leave it", "ignore it"),
    "no_answer": (
        "don't answer that", "do not answer that", "don't answer", "no answer",
        "never answer that", "that needs no answer", "you should not answer that",
        "you shouldn't answer that", "don't say anything", "say nothing",
    ),
    "check": (
        "check", "check them", "show the suspects", "go through them", "check the lines",
        "let's check", "suspects",
    ),
    "done": (
        "done", "i'm done", "i am done", "that's all", "that is all", "finished", "i'm finished",
        "that's it", "that is it", "ready", "no more", "enough", "the end", "done now",
    ),
    "list": (
        "list", "list them", "show them", "show the examples", "list the examples",
        "what have i taught you", "read them back", "show my examples",
    ),
    "show": ("show", "show me", "show them", "show it", "show the conflicts", "which ones"),
    "first": ("first", "the first", "keep the first", "the first one", "the earlier one"),
    "details": (
        "details", "show details", "more", "tell me more", "show the report", "the report",
        "show me the details", "more details",
    ),
    "correct": COMMANDS["correct"],
}  # fmt: skip

REPLIES = ("yes", "no", "never_mind", "done")
"""Intents that mean nothing where nothing was asked."""

NUMBERS: dict[str, tuple[str, ...]] = {
    "1": ("one", "1", "one star", "a one"),
    "2": ("two", "2", "two stars", "a two", "to", "too"),
    "3": ("three", "3", "three stars", "a three"),
    "4": ("four", "4", "four stars", "a four", "for"),
    "5": ("five", "5", "five stars", "a five"),
}


def _patterns(*sources: str) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(source, re.IGNORECASE | re.DOTALL) for source in sources)


COMMAND_PATTERNS: dict[str, tuple[re.Pattern[str], ...]] = {
    "select_dataset": _patterns(
        r"(?:use|select|choose|take|pick|switch to|change to|load)\s++(?:the\s++|my\s++)?"
        r"(?P<name>\S.*?)\s++data\s?set",
        r"(?:use|select|choose|switch to|load)\s++(?:the\s++)?data\s?set\s++(?P<name>\S.*)",
    ),
    "archive": _patterns(
        r"archive\s++(?:the\s++|my\s++)?(?P<what>datasets|models|reports)(?:\s++folder)?",
        r"archive\s++(?:the\s++|my\s++)?(?P<what>\S.*?)\s++data\s?set",
        r"(?P<what>restore)\s++(?:the\s++)?(?:archive\s++)?(?P<name>\S+)",
    ),
    "getfile": _patterns(
        r"(?:get|send|give|show)\s++(?:me\s++)?(?:the\s++)?file\s++(?P<path>\S.*)",
    ),
    "correct": _patterns(
        r"you\s++should(?:'ve|\s++have)\s++(?:said|answered)[,:]?\s++(?P<answer>\S.*)",
        r"the\s++(?:right\s++)?answer\s++(?:is|was|should\s++(?:be|have\s++been))[,:]?\s++(?P<answer>\S.*)",
    ),
    "feedback": _patterns(
        r"(?:rate\s++(?:it|you|that)|i\s++give\s++you|feedback)\s++(?P<rating>one|two|three|four|five|[1-5])"
        r"(?:\s++stars?)?(?:[\s,]++(?P<comment>\S.*))?",
    ),
    "train": _patterns(
        r"(?:train|learn)\s++(?:on|from|with)\s++(?:the\s++)?(?P<dataset>\S.*?)\s++data\s?set"
    ),
}

EXAMPLE_PATTERNS = _patterns(
    r"(?P<input>\S.*?)(?<=\S)\s*+(?:=>|->|→|⇒)\s*+(?P<output>\S.*)",
    r"(?:when|if|whenever)\s++(?:i|you\s++hear(?:\s++me\s++say)?|someone|somebody|people)\b\s*+(?:says?|asks?|writes?|types?)?\s*+[,:]?\s*+"
    r"(?P<input>\S.*?)(?<=\S)[,;]?\s++(?:then\s++)?(?:you\s++(?:should\s++)?(?:answer|say|reply|respond)|(?:answer|reply|respond)(?:\s++with)?|please\s++answer)[,:]?\s++(?P<output>\S.*)",
    r"(?:when|if)\s++i\s++(?:say|ask)\s++(?P<input>\S.*?)[,;]\s*+(?:then\s++)?say[,:]?\s++(?P<output>\S.*)",
    r"(?:to|on)\s++(?P<input>\S.*?)(?<=\S)[,;]?\s++(?:you\s++)?(?:answer|reply)[,:]?\s++(?P<output>\S.*)",
)

_SAYING = r"(?:answer|say|reply|respond)"
DICTATION_PATTERNS = _patterns(
    r"(?:(?:please\s++)?(?:train|learn|remember)(?:\s++that)?[,:]?\s++)?"
    r"(?:when|if|whenever)\s++(?:(?:i|someone|somebody|people)\s++(?:say|ask|write|type)s?|you\s++hear)"
    r"[,:]?\s++(?P<input>(?:(?!\b(?:do|does|did|will|would|can|could|shall|should|may|must|why|how)"
    rf"\s++you\s++{_SAYING}).)+?)(?<=\S)[,;]?\s++(?:then\s++)?"
    rf"you\s++(?:(?:should|must)\s++)?{_SAYING}(?:\s++with)?[,:]?\s++(?P<output>\S.*)",
)
"""An example where none is expected: only what cannot be a question ("… why do you say …")."""

SILENT_PATTERNS = _patterns(
    r"(?:when|if|whenever)\s++(?:i|someone|somebody|people)\s++(?:say|ask|write|type)s?\s++"
    r"(?P<input>\S.*?)(?<=\S)[,;]?\s++(?:then\s++)?(?:you\s++)?(?:don'?t|do\s++not|never)\s++"
    r"(?:answer|reply|say\s++anything)(?:\s++(?:that|anything|to\s++that))?[.!]?",
)

AMEND_PATTERNS = _patterns(
    r"(?:no|nope|wrong|that'?s\s++wrong|that\s++is\s++wrong)?[\s,.:;]*+(?:it|that|you|the\s++answer)?\s*+"
    r"(?:should(?:'ve|\s++have)?|must)\s++(?:be|been|say|answer|answered|said)[,:]?\s++(?P<answer>\S.*)",
    r"(?:no|nope|wrong)[\s,.:;]++(?:please\s++)?(?:answer|say|reply|make\s++(?:it|that)|rather)[,:]?\s++(?P<answer>\S.*)",
    r"answer[,:]?\s++(?P<answer>\S.*)",
)

POLITE = re.compile(
    r"^(?:(?:please|hey|ok|okay|well|now|so|um|uh|can you|could you|would you|will you|can we|"
    r"could we|i want to|i'?d like to|i would like to|i want you to|let'?s|let us|let me)\s+)+"
    r"|(?:\s+(?:please|now|thanks|thank you|for me|then))+$"
)
