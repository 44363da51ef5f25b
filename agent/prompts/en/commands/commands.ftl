### What commands are for, and what they take.

command-hi = Say hello and what can be done

command-join = Come into your voice channel

command-leave = Leave the voice channel

command-archive = Archive a dataset or a folder, list the archives, or restore one
command-archive-what = a dataset, datasets, models, reports, list, or restore NAME

command-getfile = Hand out a file
command-getfile-path = such as datasets/weather.json

command-instruction = Show the instructions

command-status = Say where we are

command-unanswered = Go through what I could not answer
command-taught = List the answers I was taught, or edit them
command-taught-file = all that I shall know, edited
command-taught-words = words to look for, file, rename X => Y, merge X => Y, or remove X
command-remove_answer = Forget an answer with all its lines, or one line
command-remove_answer-what = the answer, or the sentence; nothing is my last answer
command-undo = Take the last thing back

command-export = Give you all I keep of you, as one file

command-forget = Delete all I keep of you

command-consent = Show or change whether I may listen to you
command-consent-choice = yes or no; nothing shows it

command-doctor = Say what I need to work well here

command-help = Say what can be done right now
command-help-words = “all”, or a command; nothing says the most common

command-cancel = Leave what we are doing

command-train = Teach me: by examples in a file, or one by one
command-train-file = a dataset: JSON, CSV, Excel, YAML ...
command-train-example = good morning => hello

command-correct = Say what I should have answered
command-correct-answer = the right answer, or sentence => answer, or show

command-feedback = Rate me, one to five
command-feedback-rating = 1 to 5, or show
command-feedback-comment = in your words

command-select_dataset = Choose the dataset that I learn from
command-select_dataset-name = a dataset's name

command-rollback = Use the model from before

command-test = Test me: by cases in a file or as JSON, or one by one
command-test-file = test cases: JSON, CSV, Excel, YAML ...
command-test-cases = { "{" }"data": [...]{ "}" }

command-use_model = Use the new model after all

command-small_talk = Answer with my own small talk, too: on or off
command-small_talk-choice = on or off
