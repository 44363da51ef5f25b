### The dialog in a terminal.

console-prompt = you:
console-file = { "  " }file: { $path }
