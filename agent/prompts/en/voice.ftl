### Voice channels: coming, going, and who is heard.

voice-joined = I'm in { QUOTE($channel) }, and I listen there. Nothing is recorded. Say “hey { $agent }, train”, or test, correct or feedback. { $prefix }consent no, and I do not hear you; { $prefix }leave, and I go.
    .ear = Hello, I'm { $agent }. I listen, and record nothing. To opt out, type consent no.
voice-joined-opt_in = I'm in { QUOTE($channel) }. I hear only who agrees, and record nothing: type { $prefix }consent yes, then say “hey { $agent }, train”, or test, correct or feedback. { $prefix }leave, and I go.
    .ear = Hello, I'm { $agent }. I hear only who types consent yes, and record nothing.
voice-already = I'm in { QUOTE($channel) } already.
voice-listening = I'm in { QUOTE($channel) } already, and I'm listening to you: say what you want now, without my name.
voice-push = Talk
voice-elsewhere = Come into { QUOTE($channel) } first; I hear you there.
voice-nowhere = Join a voice channel first; then { $prefix }join brings me there.
voice-refused = { $reason }
goodbye = I have to go now. Goodbye.
    .ear = Goodbye.
voice-left = I left { QUOTE($channel) }.
voice-not_there = I'm in no voice channel here.
voice-server_only = That works in a server only: voice channels are there.
consent-heard = In this server's voice channels I hear you. { $prefix }consent no, and I don't.
consent-unheard = In this server's voice channels I do not hear you. { $prefix }consent yes, and I do.
consent-unclear = Say { $prefix }consent yes or { $prefix }consent no; alone it shows it.
voice-to = { $name }: { $words }
voice-rest = The rest is in the { elsewhere }.
