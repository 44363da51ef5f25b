### What may be said in every state.

cancel-done = All right.
cancel-nothing = There is nothing to cancel.
cancel-sure = That drops { things-count } not saved yet. Sure?
    .ear = That drops { COUNT($count) }. Sure?
cancel-job = That stops what is running. Sure?
going_on = Going on.
start_over = From the beginning.
undo-nothing = There is nothing to take back.
doubt = { QUOTE($echo) }?
miss-type = I don't understand you well now. Type it, if you can; everything is kept.
    .ear = I don't understand you well. You can type; everything is kept.
silence-wait = I'll wait; say my name to go on.
empty = That line was empty; { $prefix }help says what can be done.
too_long = That line has { $length } characters, and I read at most { $most }; send it as a file, or in pieces.
unknown_command = There is no command { $prefix }{ $given }; { $prefix }help lists them.
unknown_command-nearest = There is no command { $prefix }{ $given }. Did you mean { $prefix }{ $nearest }?
needs_discord = { $prefix }{ $command } needs a Discord voice channel; here we type.
doctor = python run.py doctor says what is installed and what is missing.
    .ear = The doctor is on the command line.
already_in_text = We are in text already.
refused = { $reason }
not_allowed = That changes what I know for everybody here, so it needs the trainer role or the right to manage the server.
broken-job = Something went wrong on my side, and nothing was changed.
broken = Something went wrong on my side; nothing you told me before is lost. Please try again.
    .ear = Something went wrong. Please try again.

things-count = { $count ->
        [0] no things
        [one] one thing
       *[other] { COUNT($count) } things
    }

act-hi = Say hello?
act-train = Shall I learn something new?
act-test = Shall I be tested?
act-correct = Was my last answer wrong, and shall I learn a better one?
act-feedback = Do you want to rate me?
act-select_dataset = Shall we choose a dataset?
act-archive = Shall I archive something?
act-archive_list = Shall I list the archives?
act-restore = Shall I restore an archive?
act-getfile = Shall I hand out a file?
act-instruction = Shall I show the instructions?
act-unanswered = Shall we go through what I could not answer?
act-taught = Shall I list what I was taught?
act-remove_answer = Shall I forget an answer?
act-rollback = Go back to the model from before?
act-use_model = Use the new model after all?
act-export = Shall I give you all that I keep of you?
act-forget = Delete everything I keep of you?
act-join = Shall I come into your voice channel?
act-leave = Shall I leave the voice channel?
act-consent = Shall I change whether I hear you?
act-small_talk = Shall I change whether I answer with my own small talk?
act-doctor = Shall I say what I need to work well here?
act-help = Do you want help?
act-repeat = Shall I say it again?
act-cancel = Leave what we are doing?
act-stop = Shall I be quiet?
act-status = Do you want to know where we are?
act-start_over = Begin again from the start?
act-undo = Take the last thing back?
act-in_text = Go on in text?
act-no_answer = Shall I give no answer to that?
act-dictation = Shall I learn that?
act-amend = Shall I learn a better answer?
act-half = Shall I learn something new?
act-file = Shall I read that file?
button-yes = yes
button-no = no
button-details = details
button-check = check
button-done = done
button-first = first
button-test_it = test it
button-something_else = something else
button-skip = skip
button-drop = drop
