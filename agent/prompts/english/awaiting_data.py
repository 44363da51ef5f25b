"""TrainingService: examples one by one, read back where they were spoken, or a file of them."""

from agent.prompts.prompt import Prompt, Prompts

PROMPTS: Prompts = {
    "awaiting.ask": Prompt(
        "Teach me: type “when I say X you answer Y” or X => Y, or give me a file "
        "(JSON, JSONL or CSV). Say done when that is all.",
        "Say: when I say X, you answer Y.",
    ),
    "awaiting.next": Prompt("{count:# example} so far. Next, or done?", "{count:n}. Next?"),
    "awaiting.output": Prompt("And what do I answer to {input:q}?", "And what do I answer?"),
    "awaiting.noted": Prompt("{input:q} gives {output:q}."),
    "awaiting.list": Prompt("{examples:e}", "The list is in the text channel."),
    "awaiting.nothing": Prompt(
        "There is nothing to learn from yet. Give me an example, or cancel.",
        "Nothing to learn yet. An example, or cancel?",
    ),
    "awaiting.undone": Prompt(
        "Taken back: {input:q} gives {output:q}; {count:# example} left.",
        "Taken back. {count:n} left.",
    ),
    "awaiting.where": Prompt(
        "You are teaching me: {count:# example} so far.", "You are teaching me, {count:n} so far."
    ),
    "miss.awaiting_data": Prompt("Sorry, when you say what, I answer what?"),
    "help.awaiting_data": Prompt(
        "Give me examples: “when I say good morning you answer hello friend”, or "
        "good morning => hello friend, or a file. Also: list, undo, done, cancel.",
        "Say, for example: when I say hello, you answer good morning. Or done, undo, cancel.",
    ),
    "silence.awaiting_data": Prompt("Next example, or say done."),
    "confirming.ask": Prompt("When I hear {input:q}, I answer {output:q}. Right?"),
    "confirming.amended": Prompt("{input:q} gives {output:q}. Right?"),
    "confirming.again": Prompt("All right. Say it again?", "Say it again?"),
    "confirming.type": Prompt(
        "I keep mishearing this one. Type it, if you can, or say it once more.",
        "I keep mishearing. Type it, or say it again?",
    ),
    "miss.awaiting_data.confirming": Prompt("Sorry, is that right: yes or no?"),
    "help.awaiting_data.confirming": Prompt(
        "Say yes to keep it, no to say it again, or: no, answer hello captain.",
        "Yes, no, or: no, answer something else.",
    ),
    "silence.awaiting_data.confirming": Prompt("Is that right?"),
    "reviewing.ask": Prompt(
        "I read {lines:# example} with {outputs} different answers, {duplicates:# double} and "
        "{conflicts:# conflict}. {warning}Train from {name:q}?",
        "I read {lines:# example}, {duplicates:# double}, {conflicts:# conflict}. Train?",
    ),
    "reviewing.selected": Prompt("Train from {name:q}?", "Train?"),
    "reviewing.conflicts": Prompt(
        "I read {lines:# example} with {outputs} different answers, {duplicates:# double} and "
        "{conflicts:# conflict}:\n{conflict}\nTrain from {name:q} with the last of two answers "
        "(yes), with the first one (first), or not (no)?",
        "I read {lines:# example}, {duplicates:# double}, {conflicts:# conflict}. Train?",
    ),
    "reviewing.show": Prompt("{conflict}", "The conflicts are in the text channel."),
    "reviewing.none": Prompt("No sentence has two different answers."),
    "reviewing.kept": Prompt(
        "Not trained. The examples are kept as the dataset {name:q}.", "Not trained, but kept."
    ),
    "reviewing.where": Prompt("I have read {name:q}, {lines:# example}.", "I have read a dataset."),
    "miss.awaiting_data.reviewing": Prompt("Sorry, shall I train: yes or no?"),
    "help.awaiting_data.reviewing": Prompt(
        "Say yes to train from it, no to keep it for later; first or last decides which of two "
        "answers counts; show lists them.",
        "Say yes to train, or no to keep it for later.",
    ),
    "silence.awaiting_data.reviewing": Prompt("Shall I train?"),
}
