"""What is kept: datasets, models, archives, files, the journal, and all of a person."""

from agent.prompts.prompt import Prompt, Prompts

PROMPTS: Prompts = {
    "select.selected": Prompt(
        "{name:q} is selected, {examples:# example}.", "{name:q} is selected."
    ),
    "select.in_use": Prompt(
        "{name:q} is selected, {examples:# example}; its model {model} is in use.",
        "{name:q} is in use.",
    ),
    "rollback.done": Prompt("Model {model} is in use again.", "The model from before is in use."),
    "archive.packed": Prompt("Archived as {name:q}.", "Archived."),
    "archive.restored": Prompt("Restored: {names:l}", "Restored."),
    "getfile.here": Prompt("Here is {path:q}.", "The file is in the text channel."),
    "instruction": Prompt("{page}", "The instructions are in the text channel."),
    "journal.corrections": Prompt("{table}", "The corrections are in the text channel."),
    "journal.feedback": Prompt("{table}", "The feedback is in the text channel."),
    "journal.none": Prompt("There is nothing in the journal yet."),
    "overview": Prompt(
        "Nothing is being done. Dataset: {dataset}. Model: {model}. Corrections: {corrections}.",
        "Nothing is being done. Train, test, correct or feedback?",
    ),
    "export.here": Prompt("All I keep of you is in this file.", "The file is in the text channel."),
    "forget.sure": Prompt(
        "This deletes what I keep of you: the dialog, corrections and feedback, and, where the "
        "workspace is yours alone, its datasets, models and archives. Do it?",
        "This deletes all I keep of you. Do it?",
    ),
    "forget.done": Prompt("Forgotten: {what}.", "Forgotten."),
}
