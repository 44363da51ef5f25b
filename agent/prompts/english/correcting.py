"""Correcting, and asking for an answer that is not known."""

from agent.prompts.prompt import Prompt, Prompts

PROMPTS: Prompts = {
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
    "correcting.ask.known": Prompt(
        "What should I have answered to {input:q}? One of these, or something else: {answers:l}",
        "{answers:l}, or something else: what should I have answered?",
    ),
    "correcting.confirm.suggested": Prompt(
        "Shall I remember that {input:q} gives {right:q}?", "Shall I remember that?"
    ),
}
