### The dialog in a terminal.

console-prompt = you:
console-file = { "  " }file: { $path }
microphone-listening = Listening: say “{ $wake }”. Ctrl+C ends it.
microphone-type = Run it again without --mic, and type: the dialog is kept.
