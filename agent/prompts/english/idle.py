"""Greetings, answers, and names to choose from."""

from agent.prompts.prompt import Prompt, Prompts

PROMPTS: Prompts = {
    "hi": Prompt(
        "Hello, I'm {agent}. Ask me anything, and teach me what I don't know.\n"
        "{prefix}train teaches me, {prefix}test checks me, {prefix}help lists what can be done.",
        "Hello, I'm {agent}. Train, test, correct or feedback?",
    ),
    "hi.again": Prompt(
        "Hello again. Ask me anything; {prefix}help lists what can be done.",
        "Hello again. What can I do?",
    ),
    "away": Prompt("I was away."),
    "idle.ask": Prompt(
        "Ask me anything, or say train, test, correct or feedback.",
        "Train, test, correct or feedback?",
    ),
    "idle.answer": Prompt("{answer}"),
    "idle.unknown": Prompt("I don't know that yet."),
    "idle.silent": Prompt("I was taught not to answer that.", "I was taught not to answer that."),
    "idle.unasked": Prompt(
        "I asked nothing. Ask me anything, or say train, test, correct or feedback.",
        "I asked nothing. Train, test, correct or feedback?",
    ),
    "miss.idle": Prompt("Sorry, I didn't get that. Say it in other words?", "Sorry, once more?"),
    "help.idle": Prompt(
        "Ask me anything, or use a command (or its name in a sentence):\n{commands}",
        "Say train, test, correct, or feedback; or ask me anything.",
    ),
    "silence.idle": Prompt("Train, test, correct or feedback?"),
    "choose.datasets": Prompt("Which dataset? {names:l}", "Which dataset? {names:l}"),
    "choose.datasets.none": Prompt(
        "There is no dataset yet: {prefix}train makes one.", "There is no dataset yet. Say train."
    ),
    "choose.archivable": Prompt("What shall I archive? {names:l}", "Archive what? {names:l}"),
    "choose.archivable.none": Prompt("There is nothing to archive yet."),
    "choose.files": Prompt("Which file? {names:l}", "Which file? The list is in the text channel."),
    "choose.files.none": Prompt("There is no file yet: {prefix}train makes some."),
    "choose.where": Prompt("You are choosing from the {what}."),
    "miss.idle.choosing": Prompt("Sorry, which one?"),
    "help.idle.choosing": Prompt(
        "Type one of the names, or never mind.", "Say one of the names, or never mind."
    ),
    "silence.idle.choosing": Prompt("Which one?"),
    "listed.datasets": Prompt("DatasetService: {names:l}"),
    "listed.archivable": Prompt("I can archive: {names:l}"),
    "listed.files": Prompt("Files: {names:l}", "The list of files is in the text channel."),
    "listed.archives": Prompt("Archives: {names:l}", "The list is in the text channel."),
    "idle.unknown.offer": Prompt(
        "I don't know that yet. Tell me, and I'll remember.",
        "I don't know that yet. Tell me, and I'll remember.",
    ),
    "refrain": Prompt("All right, I won't.", "All right, I won't."),
    "suggesting.one": Prompt("Did you mean {answer:q}?"),
    "suggesting.several": Prompt("Did you mean {answers:l}?", "Did you mean {answers:l}?"),
    "suggesting.tell": Prompt(
        "Then I don't know that yet. Tell me, and I'll remember.",
        "Then I don't know it yet. Tell me, and I'll remember.",
    ),
    "suggesting.where": Prompt(
        "I'm asking what you meant by {input:q}.", "I asked what you meant."
    ),
    "miss.idle.suggesting": Prompt("Sorry, which one did you mean? Or none of them.", "Yes or no?"),
    "help.idle.suggesting": Prompt(
        "Say which answer you meant, none of them, or just ask something else.",
        "Say yes, no, or ask something else.",
    ),
    "silence.idle.suggesting": Prompt("Did you mean that?"),
}
