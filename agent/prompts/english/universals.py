"""What may be said in every state."""

from agent.prompts.prompt import Prompt, Prompts

PROMPTS: Prompts = {
    "cancel.done": Prompt("All right."),
    "cancel.nothing": Prompt("There is nothing to cancel."),
    "cancel.sure": Prompt(
        "That drops {count:# thing} not saved yet. Sure?", "That drops {count:n}. Sure?"
    ),
    "cancel.job": Prompt("That stops what is running. Sure?"),
    "going_on": Prompt("Going on."),
    "start_over": Prompt("From the beginning.", "From the beginning."),
    "undo.nothing": Prompt("There is nothing to take back."),
    "doubt": Prompt("{echo:q}?"),
    "doubt.command": Prompt("I don't know that. Did you mean {echo:q}?", "Did you mean {echo:q}?"),
    "miss.type": Prompt(
        "I don't understand you well now. Type it, if you can; everything is kept.",
        "I don't understand you well. You can type; everything is kept.",
    ),
    "silence.wait": Prompt("I'll wait; say my name to go on."),
    "empty": Prompt("That line was empty; {prefix}help says what can be done."),
    "too_long": Prompt(
        "That line has {length} characters, and I read at most {most}; send it as a file, or "
        "in pieces."
    ),
    "unknown_command": Prompt("There is no command {prefix}{given}; {prefix}help lists them."),
    "unknown_command.nearest": Prompt(
        "There is no command {prefix}{given}. Did you mean {prefix}{nearest}?"
    ),
    "needs_discord": Prompt(
        "{prefix}{command} needs a Discord voice channel; here we type.",
    ),
    "doctor": Prompt(
        "python run.py doctor says what is installed and what is missing.",
        "The doctor is on the command line.",
    ),
    "refused": Prompt("{reason}"),
    "broken": Prompt(
        "Something went wrong on my side; nothing you told me before is lost. Please try again.",
        "Something went wrong. Please try again.",
    ),
}
