"""What the agent says, in English.

Placeholders carry how they are to be shown: `q` a user's words, `n` a number, `p` a share in
percent, `t` a share in tenths ("nine of ten"), `l` names, `e` examples. `agent` and `prefix` are
always there.
"""

from agent.prompts.prompt import Prompt

PROMPTS: dict[str, Prompt] = {
    # --- greetings -----------------------------------------------------------------------
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
    # --- idle ----------------------------------------------------------------------------
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
    # --- choosing ------------------------------------------------------------------------
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
    "listed.datasets": Prompt("Datasets: {names:l}"),
    "listed.archivable": Prompt("I can archive: {names:l}"),
    "listed.files": Prompt("Files: {names:l}", "The list of files is in the text channel."),
    "listed.archives": Prompt("Archives: {names:l}", "The list is in the text channel."),
    # --- teaching ------------------------------------------------------------------------
    "awaiting.ask": Prompt(
        "Teach me: type “when I say X you answer Y” or X => Y, or give me a file "
        "(JSON, JSONL or CSV). Say done when that is all.",
        "Say: when I say X, you answer Y.",
    ),
    "awaiting.next": Prompt(
        "{count:# example} so far. Next, or done?", "{count:n}. Next?"
    ),
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
    "confirming.mended": Prompt("{input:q} gives {output:q}. Right?"),
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
        "I read {lines:# example} with {outputs} different answers, {doubles:# double} and "
        "{conflicts:# conflict}. {warning}Train from {name:q}?",
        "I read {lines:# example}, {doubles:# double}, {conflicts:# conflict}. Train?",
    ),
    "reviewing.selected": Prompt("Train from {name:q}?", "Train?"),
    "reviewing.conflicts": Prompt(
        "I read {lines:# example} with {outputs} different answers, {doubles:# double} and "
        "{conflicts:# conflict}:\n{conflict}\nTrain from {name:q} with the last of two answers "
        "(yes), with the first one (first), or not (no)?",
        "I read {lines:# example}, {doubles:# double}, {conflicts:# conflict}. Train?",
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
    # --- training ------------------------------------------------------------------------
    "training.started": Prompt(
        "Training, about {seconds:n} seconds. Say status to know how far, cancel to stop.",
        "Training, about {seconds:n} seconds.",
    ),
    "training.again": Prompt("The training was cut off; I begin it again."),
    "training.where": Prompt("Training: {fraction:p} done.", "{fraction:h}."),
    "training.stays": Prompt("Stopped. The old model stays in use."),
    "miss.training": Prompt("I'm still training."),
    "help.training": Prompt("I'm training. Say status to know how far I am, or cancel to stop."),
    "silence.training": Prompt("I'm still training."),
    "result.better": Prompt(
        "{summary}\nReady: {accuracy:p} right on lines I had not seen, before {before:p}. Use it?",
        "Ready: {accuracy:t} right, before {before:k}. Use it?",
    ),
    "result.worse": Prompt(
        "{summary}\nReady, but not better: {accuracy:p} right on lines I had not seen, before "
        "{before:p}. Use it all the same?",
        "Ready, but only {accuracy:t} right, before {before:k}. Use it all the same?",
    ),
    "result.ask": Prompt(
        "{summary}\nReady: {accuracy:p} right on lines I had not seen. Use it?",
        "Ready: {accuracy:t} right. Use it?",
    ),
    "result.untested": Prompt(
        "{summary}\nReady; there are too few examples to say how good it is. Use it?",
        "Ready, with too few examples to judge it. Use it?",
    ),
    "result.suspects": Prompt(
        "{count:# line} of the data may have the wrong answer; say check to go through them.",
        "{count:# line} may have the wrong answer.",
    ),
    "checking.ask": Prompt(
        "I think line {line}, {input:q}, belongs to {proposal:q} rather than {output:q}; "
        "change it?",
        "I think {input:q} belongs to {proposal:q}. Change it?",
    ),
    "checking.changed": Prompt("{count:# line} changed.", "{count:# line} changed."),
    "checking.where": Prompt("Going through {count:# line} that may be wrong."),
    "miss.training.checking": Prompt("Sorry, change it: yes or no?"),
    "help.training.checking": Prompt(
        "Say yes to change the line, no to leave it, it should be …, or done to stop.",
        "Yes, no, or done.",
    ),
    "silence.training.checking": Prompt("Change it?"),
    "result.details": Prompt("{report}", "The report is in the text channel. Use it?"),
    "result.where": Prompt("A new model is ready. Use it?"),
    "result.adopted": Prompt("In use: model {model}, from the dataset {dataset:q}.", "In use."),
    "result.discarded": Prompt("Thrown away. The old model stays.", "The old model stays."),
    "miss.training.result": Prompt("Sorry, use the new model: yes or no?"),
    "help.training.result": Prompt(
        "Say yes to use the new model, no to keep the old one, details for the report."
    ),
    "silence.training.result": Prompt("Use the new model?"),
    # --- testing -------------------------------------------------------------------------
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
    # --- correcting ----------------------------------------------------------------------
    "correcting.which": Prompt("Which sentence should I answer differently?"),
    "correcting.ask": Prompt("What should I have answered to {input:q}?"),
    "correcting.unknown": Prompt(
        "I don't know that yet. What should I answer? (or never mind)",
        "I don't know that yet. What should I answer?",
    ),
    "correcting.confirm": Prompt("Then {input:q} gives {right:q}. Learn it?"),
    "correcting.confirm.instead": Prompt(
        "Then {input:q} gives {right:q}, not {wrong:q}. Learn it?",
        "Then {input:q} gives {right:q}. Learn it?",
    ),
    "correcting.learned": Prompt("Learned: {input:q} gives {right:q}.", "Learned."),
    "correcting.left": Prompt("All right, not learned."),
    "correcting.undone": Prompt("Taken back: {input:q} no longer gives {right:q}.", "Taken back."),
    "correcting.where": Prompt("You are correcting an answer."),
    "miss.correcting": Prompt("Sorry, what should I have answered?"),
    "help.correcting": Prompt("Say the right answer, or never mind."),
    "silence.correcting": Prompt("What should I answer? Or say never mind."),
    "miss.correcting.confirming": Prompt("Sorry, shall I learn it: yes or no?"),
    "help.correcting.confirming": Prompt(
        "Say yes to learn it, no to leave it, or: it should be something else."
    ),
    "silence.correcting.confirming": Prompt("Shall I learn it?"),
    # --- feedback ------------------------------------------------------------------------
    "feedback.ask": Prompt("How good am I, one to five?", "One to five?"),
    "feedback.range": Prompt("A rating is a number from 1 to 5, not {given:q}."),
    "feedback.where": Prompt("You are giving feedback."),
    "feedback.thanks": Prompt("Thanks."),
    "miss.giving_feedback": Prompt("Sorry, a number from one to five?"),
    "help.giving_feedback": Prompt("Give a number: one is bad, five is very good. Or cancel."),
    "silence.giving_feedback": Prompt("A number from one to five?"),
    "comment.ask": Prompt("Any comment? Or say no."),
    "miss.giving_feedback.comment": Prompt("Sorry, any comment? Or say no."),
    "help.giving_feedback.comment": Prompt("Say what you like or miss, or no."),
    "silence.giving_feedback.comment": Prompt("Any comment? Or say no."),
    # --- datasets, models, files ---------------------------------------------------------
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
    # --- universals ----------------------------------------------------------------------
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
    "unknown_command": Prompt(
        "There is no command {prefix}{given}; {prefix}help lists them."
    ),
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
    # --- voice channels ------------------------------------------------------------------
    "voice.joined": Prompt(
        "I'm in {channel:q}, and I listen there. Nothing is recorded. Say “hey {agent}, train”, or "
        "test, correct or feedback. {prefix}consent no, and I do not hear you; {prefix}leave, and "
        "I go.",
        "Hello, I'm {agent}. I listen, and record nothing. To opt out, type consent no.",
    ),
    "voice.joined.opt_in": Prompt(
        "I'm in {channel:q}. I hear only who agrees, and record nothing: type {prefix}consent yes, "
        "then say “hey {agent}, train”, or test, correct or feedback. {prefix}leave, and I go.",
        "Hello, I'm {agent}. I hear only who types consent yes, and record nothing.",
    ),
    "voice.already": Prompt("I'm in {channel:q} already."),
    "voice.nowhere": Prompt("Join a voice channel first; then {prefix}join brings me there."),
    "voice.refused": Prompt("{reason}"),
    "voice.left": Prompt("I left {channel:q}."),
    "voice.not_there": Prompt("I'm in no voice channel here."),
    "voice.server_only": Prompt("That works in a server only: voice channels are there."),
    "consent.heard": Prompt(
        "In this server's voice channels I hear you. {prefix}consent no, and I don't."
    ),
    "consent.unheard": Prompt(
        "In this server's voice channels I do not hear you. {prefix}consent yes, and I do."
    ),
    "consent.unclear": Prompt("Say {prefix}consent yes or {prefix}consent no; alone it shows it."),
    "refused": Prompt("{reason}"),
    "broken": Prompt(
        "Something went wrong on my side; nothing you told me before is lost. Please try again.",
        "Something went wrong. Please try again.",
    ),
}  # fmt: skip
