"""Training, its result, and the lines that may be wrong."""

from agent.prompts.prompt import Prompt, Prompts

PROMPTS: Prompts = {
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
    "result.picture": Prompt(
        "This is how it did on lines it had not seen.", "The picture is in the text channel."
    ),
    "result.where": Prompt("A new model is ready. Use it?"),
    "result.adopted": Prompt("In use: model {model}, from the dataset {dataset:q}.", "In use."),
    "result.discarded": Prompt("Thrown away. The old model stays.", "The old model stays."),
    "miss.training.result": Prompt("Sorry, use the new model: yes or no?"),
    "help.training.result": Prompt(
        "Say yes to use the new model, no to keep the old one, details for the report."
    ),
    "silence.training.result": Prompt("Use the new model?"),
    "training.meanwhile": Prompt(
        "The training is done; I'll ask about the new model when we are through here.",
        "The training is done. First this.",
    ),
    "result.again": Prompt("The new model still waits. Use it?", "The new model waits. Use it?"),
    "result.waits": Prompt(
        "The new model waits; say use the model, or {prefix}use_model, when you want it.",
        "The new model waits. Say use the model, when you want it.",
    ),
    "result.discard": Prompt("Put the new model away?"),
}
