"""Testing, case by case or from a file."""

from agent.prompts.prompt import Prompt, Prompts

PROMPTS: Prompts = {
    "testing.ask": Prompt(
        "What should I be asked? A sentence, or a file of cases; done ends the test.",
        "What should I be asked?",
    ),
    "testing.next": Prompt("Next case, or done?", "Next case?"),
    "testing.resume": Prompt(
        "We were testing, {count:# case} done. Go on?",
        "We were testing, {count:# case} done. Next?",
    ),
    "testing.where": Prompt(
        "Testing: {count:# case} done, {right} right.", "{count:# case} done, {right:n} right."
    ),
    "testing.none": Prompt("No case, no result."),
    "testing.undone": Prompt("The last case is taken back, {count:# case} left."),
    "miss.testing": Prompt("Sorry, what should I be asked?"),
    "help.testing": Prompt(
        "Say a sentence and I tell what I'd answer; then you judge. Or a file of cases. "
        "Also: status, undo, done, cancel.",
        "Say a sentence to test me with, or done.",
    ),
    "silence.testing": Prompt("Next case, or say done."),
    "judging.ask": Prompt("I'd answer {output:q}, {confidence:p}. Right?"),
    "judging.unsure": Prompt(
        "I'd say I don't know; my best guess is {output:q}, {confidence:p}. Right?",
        "I'm not sure. {output:q}, {confidence:p}. Right?",
    ),
    "miss.testing.judging": Prompt("Sorry, is that right: yes or no?"),
    "help.testing.judging": Prompt(
        "Say yes if that is the right answer, no if not, or: no, it should be hello crew.",
        "Yes, no, or: it should be something else.",
    ),
    "silence.testing.judging": Prompt("Is that right?"),
    "report.started": Prompt("Testing."),
    "report.where": Prompt("The test is running."),
    "report.lost": Prompt("The test was cut off. Give me the file again, please."),
    "report.tested": Prompt(
        "{table}",
        "{right:n} of {total:n} right. The table is in the text channel.",
    ),
    "miss.testing.report": Prompt("The test is running."),
    "help.testing.report": Prompt("The test is running. Say cancel to stop it."),
    "silence.testing.report": Prompt("The test is running."),
}
