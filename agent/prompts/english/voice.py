"""Voice channels: coming, going, and who is heard."""

from agent.prompts.prompt import Prompt, Prompts

PROMPTS: Prompts = {
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
}
