"""Feedback: stars and a comment."""

from agent.prompts.prompt import Prompt, Prompts

PROMPTS: Prompts = {
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
}
