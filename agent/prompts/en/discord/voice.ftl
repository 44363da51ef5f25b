### What is written about voice channels.

voice-unknown = In { $channel } I could not tell whose voice { $seconds } s of sound were, and left it out.
voice-deafened = I've been deafened in { $channel }, so I hear nobody there until a moderator undoes it.
voice-muted = I've been muted in { $channel }, so I write here until a moderator undoes it.
voice-audience = I'm in the audience of { $channel }: I hear, and write here until a moderator lets me speak.
voice-asked = I'm in the audience of { $channel }: I hear, and have asked to speak; until then I write here.
voice-stays = { $who }, I'm still in { $channel }, and our dialog waits: come back and say “hey { $agent }” to go on, or { $prefix }join brings me to you.
voice-moved = { $who }, I've been moved to { $channel }, and our dialog waits: come there and say “hey { $agent }” to go on, or { $prefix }join brings me to you.
voice-put_out = I've been put out of { $channel }. What we had begun goes on here; { $prefix }join brings me back.
voice-deleted = { $channel } is no more, so I have left it. What we had begun waits; { $prefix }join calls me into another channel.
voice-alone = Everybody has left { $channel }, so I have, too; call me when you need me again.
trouble-permissions = I may not be in { $channel }: give my role the permissions { LIST($permissions) } there.
trouble-full = { $channel } is full: make room for one more, or let my role move members there.
trouble-afk = { $channel } is for those who are away, and Discord lets nobody speak there; call me into another channel.
trouble-refused = I could not join { $channel }: Discord's voice server did not let me in. Please try again in a minute.
trouble-lost = I lost { $channel } and could not get back in; call me again when you need me.
trouble-rate_limited = Discord says that I came and went too often, so I am not in { $channel }; call me again in a few minutes.
trouble-terminated = Discord has ended the call in { $channel }; call me again when it goes on.
trouble-not_encrypted = { $channel } is encrypted in a way that I do not know, so I cannot be there; my owner can bring me up to date.
