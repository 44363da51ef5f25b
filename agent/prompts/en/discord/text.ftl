### What is said in Discord besides the dialog.

login-no_token = DISCORD_TOKEN is not set, so I cannot log in to Discord: run `python run.py setup`, or set MODE=console to talk here.
login-wrong_token = Discord does not know this DISCORD_TOKEN: make a new one at { $portal } (your application, Bot, Reset Token), and put it into .env or run `python run.py setup`.
login-unreachable = I cannot reach Discord: check this machine's network and https://discordstatus.com, then start me again.

error-broken = Something went wrong on my side; nothing you told me before is lost. Please try again, and tell my owner if it happens again: the log says where.
error-command_changed = That command has changed since; restart your Discord and call it again.
error-bad_value = I cannot make sense of one of the values; please correct it and try again.
error-server_only = That works in a server only.
error-not_allowed = You may not do that here.
error-expired = That took too long, and Discord gave up waiting. Please try again.
error-gone = That is gone: the message, file or channel was deleted. Please send it again.
error-no_permission = I'm missing a permission for that here; `doctor` says which.
error-discord = Discord has trouble right now. Please try again in a minute.

budget-person = That is too quick for me; wait a little, and go on then.
budget-channel = That is too much for me here at once; wait a little, and go on then.
upload-too_large = { $file } has { $megabytes } MB, and I read at most { $most } MB; send it in parts.
upload-not_fetched = I could not fetch { $file }; please send it again.
upload-no_voice = I cannot make out voice messages here; please type it.

post-done = Done.
post-in_file = The whole answer is in the file.
post-already_in_text = We are in text already.
post-too_large = { $file } has { $megabytes } MB, and at most { $most } MB may be sent here; my owner finds it in my folder.
post-no_files = The file stays here: I may not attach files in this channel.
post-not_taken = The file stays here: Discord did not take it.
post-elsewhere = I may not write where you asked, so I tell you here.
post-sent = I sent it to you in a direct message.
post-closed = That is for you alone, and I cannot write to you: allow direct messages from this server, or use the slash command.

bot-no_voice = { $error } Until then I cannot come into voice channels.

press-not_yours = Only the person I asked can press this; say `hi` to begin a dialog of your own.
press-closed = That question is no longer open; say status to see where we are.
press-outdated = That button is of another version of me; please open the panel again.
press-not_taken = We have gone on meanwhile, so I did not take this; send it again where you need it:

form-correct = Correct
form-correct-button = Correct …
form-correct-question = What should I have answered?
form-comment = Comment
form-comment-button = Comment …
form-comment-question = Your comment
menu-question = Which one?
idle-blank = My answer to that is blank; `correct` teaches me a better one.

## What is missing, and what for

bot-ready = Ready as { $name } in { $servers ->
        [one] 1 server
       *[other] { $servers } servers
    }
bot-ready-invite = { bot-ready }; invite me with { $address }
bot-no_slash = Discord did not take my slash commands, so only typed ones work; start me again later, or invite me anew with the scope applications.commands.
bot-no_content = The message content intent is off, so in servers I only read messages that mention me, and slash commands. Turn it on at https://discord.com/developers/applications: your application, Bot, Message Content Intent; then start me again.
doctor-all_there = I have all I need in this channel.
doctor-rest = For the rest my owner runs `python run.py doctor`.
place-server = this server
place-channel = this channel
permissions-missing = In { $where } I'm missing permissions: { JOIN($needs, "; ") }. Give them to my role in the server's settings, under Roles, or invite me again.
permission-view_channel = View Channel
permission-view_channel-for = { permission-view_channel } (to see the channels)
permission-send_messages = Send Messages
permission-send_messages-for = { permission-send_messages } (to answer)
permission-send_messages_in_threads = Send Messages in Threads
permission-send_messages_in_threads-for = { permission-send_messages_in_threads } (to answer in threads)
permission-create_public_threads = Create Public Threads
permission-create_public_threads-for = { permission-create_public_threads } (to hold a lesson in a thread of its own)
permission-read_message_history = Read Message History
permission-read_message_history-for = { permission-read_message_history } (to reply to a message)
permission-attach_files = Attach Files
permission-attach_files-for = { permission-attach_files } (to hand out files and reports)
permission-connect = Connect
permission-connect-for = { permission-connect } (to come into voice channels)
permission-speak = Speak
permission-speak-for = { permission-speak } (to speak there)

## Panels

panel-back = Back
panel-search = Search …
panel-search-words = Words to look for; none for all
settings-head = This is how I work here. It is in force at once.
settings-field = { $name }, or “{ settings-word-default }”
settings-which = Change which one?
settings-to = To what?
settings-none = None
settings-default = My owner's value
settings-value-shown = { $value }
pending-head = { $count ->
        [one] One lesson waits
       *[other] { COUNT($count) } lessons wait
    } for a trainer (page { COUNT($page) } of { COUNT($pages) }):
pending-which = Look at which one?
pending-more = … and { COUNT($count) } more lines
pending-take = Take
pending-drop = Drop
pending-take_all = Take all of theirs
pending-drop_all = Drop all of theirs
unanswered-head = { $asked ->
        [one] One question
       *[other] { COUNT($asked) } questions
    } I could not answer, in { $count ->
        [one] one group
       *[other] { COUNT($count) } groups
    } (page { COUNT($page) } of { COUNT($pages) }):
unanswered-which = Look at which one?
unanswered-group = { $count ->
        [one] Asked once:
       *[other] Asked { COUNT($count) } times, in these words:
    }
unanswered-teach = Teach …
unanswered-ignore = Ignore
unanswered-merge = They mean the same as …
unanswered-gone = That group is no longer there.
log-undo = Undo
log-changed = #{ $id }: { $told }
log-undone = { $who } took back #{ $id }: { $told }
log-more = … and { COUNT($count) } more: { $prefix }who lists what was changed, { $prefix }pending what waits.
log-waits = Waiting: { $told }

## What can be done with a message

menu-teach = Teach this message
menu-correct = Correct this answer
menu-know = What do you know about this?
menu-which_half = Is this the question, or the answer?
menu-half-question = The question
menu-half-answer = The answer
menu-no_words = There are no words in it that I could learn.
menu-not_mine = I did not say that; “{ menu-teach }” is for what others said.
menu-no_question = I no longer know what that answered; “{ menu-teach }” teaches it anew.
menu-known = I would answer { QUOTE($answer) }, { PERCENT($share) } sure.
menu-known-exact = I was taught just that: { QUOTE($answer) }.
menu-asked_back = I would ask back: { EITHER($answers) }.
menu-unknown = I don't know that yet.

## Around the dialog

greeting =
    Hello, I'm { $agent }. You teach me by talking to me, and I answer what I was taught.
    To begin: mention me and say “when I say X you answer Y”, or use /train; /help says what you can do.
    Who manages the server finds in /settings how I work here: who teaches me, where I listen, whether lessons wait for a yes.
    I keep what I am taught, who taught it, and what I could not answer (not who asked); I record no voices. /export gives, /forget deletes what I keep of you.
presence-learning = learning, { PERCENT($share) }
thread-name = A lesson
thread-here = Let us go on in { $channel }.
log-weekly = { $asked ->
        [one] One question
       *[other] { COUNT($asked) } questions
    } I could not answer; { $groups ->
        [one] one group
       *[other] { SPELL($groups) } groups
    } would cover { SPELL($covered) }: { $prefix }unanswered
