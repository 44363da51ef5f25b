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
    "act.hi": Prompt("Say hello?"),
    "act.train": Prompt("Shall I learn something new?"),
    "act.test": Prompt("Shall I be tested?"),
    "act.correct": Prompt("Was my last answer wrong, and shall I learn a better one?"),
    "act.feedback": Prompt("Do you want to rate me?"),
    "act.select_dataset": Prompt("Shall we choose a dataset?"),
    "act.archive": Prompt("Shall I archive something?"),
    "act.archive_list": Prompt("Shall I list the archives?"),
    "act.restore": Prompt("Shall I restore an archive?"),
    "act.getfile": Prompt("Shall I hand out a file?"),
    "act.instruction": Prompt("Shall I show the instructions?"),
    "act.rollback": Prompt("Go back to the model from before?"),
    "act.use_model": Prompt("Use the new model after all?"),
    "act.export": Prompt("Shall I give you all that I keep of you?"),
    "act.forget": Prompt("Delete everything I keep of you?"),
    "act.join": Prompt("Shall I come into your voice channel?"),
    "act.leave": Prompt("Shall I leave the voice channel?"),
    "act.consent": Prompt("Shall I change whether I hear you?"),
    "act.doctor": Prompt("Shall I say what I need to work well here?"),
    "act.help": Prompt("Do you want help?"),
    "act.repeat": Prompt("Shall I say it again?"),
    "act.cancel": Prompt("Leave what we are doing?"),
    "act.stop": Prompt("Shall I be quiet?"),
    "act.status": Prompt("Do you want to know where we are?"),
    "act.start_over": Prompt("Begin again from the start?"),
    "act.undo": Prompt("Take the last thing back?"),
    "act.in_text": Prompt("Go on in text?"),
    "act.no_answer": Prompt("Shall I give no answer to that?"),
    "act.dictation": Prompt("Shall I learn that?"),
    "act.amend": Prompt("Shall I learn a better answer?"),
    "act.half": Prompt("Shall I learn something new?"),
    "act.file": Prompt("Shall I read that file?"),
    "button.yes": Prompt("yes"),
    "button.no": Prompt("no"),
    "button.details": Prompt("details"),
    "button.check": Prompt("check"),
    "button.done": Prompt("done"),
    "button.first": Prompt("first"),
    "button.test_it": Prompt("test it"),
    "button.something_else": Prompt("something else"),
}
