### Training, its result, and the lines that may be wrong.

training-started = Training, about { COUNT($seconds) } seconds. Say status to know how far, cancel to stop.
    .ear = Training, about { COUNT($seconds) } seconds.
training-queued = { $ahead ->
        [one] One training comes before it.
       *[other] { COUNT($ahead) } trainings come before it.
    }
training-again = The training was cut off; I begin it again.
training-where = Training: { PERCENT($fraction) } done.
    .ear = { how-far }.
miss-training = I'm still training.
help-training = I'm training. Say status to know how far I am, or cancel to stop.
silence-training = I'm still training.
result-better =
    { $summary }
    Ready: { PERCENT($accuracy) } right on lines I had not seen, before { PERCENT($before) }. Use it?
    .ear = Ready: { TENTHS($accuracy) } of ten right, before { TENTHS($before) }. Use it?
result-worse =
    { $summary }
    Ready, but not better: { PERCENT($accuracy) } right on lines I had not seen, before { PERCENT($before) }. Use it all the same?
    .ear = Ready, but only { TENTHS($accuracy) } of ten right, before { TENTHS($before) }. Use it all the same?
result-ask =
    { $summary }
    Use it?
    .ear = { $summary } Use it?
result-untested =
    { $summary }
    Ready; there are too few examples to say how good it is. Use it?
    .ear = Ready, with too few examples to judge it. Use it?
result-suspects = { lines-count } of the data may have the wrong answer; say check to go through them.
    .ear = { lines-count } may have the wrong answer.
checking-ask = I think line { $line }, { QUOTE($input) }, belongs to { QUOTE($proposal) } rather than { QUOTE($output) }; change it?
    .ear = I think { QUOTE($input) } belongs to { QUOTE($proposal) }. Change it?
checking-changed = { lines-count } changed.
checking-where = Going through { lines-count } that may be wrong.
miss-training-checking = Sorry, change it: yes or no?
help-training-checking = Say yes to change the line, no to leave it, it should be …, or done to stop.
    .ear = Yes, no, or done.
silence-training-checking = Change it?
result-details = { $report }
    .ear = The report is in the { elsewhere }. Use it?
result-where = A new model is ready. Use it?
result-adopted = In use: model { $model }, from the dataset { QUOTE($dataset) }.
    .ear = In use.
result-no_picture = There is no picture: too few lines could be held out and tried.
result-picture = This is how it did on lines it had not seen.
    .ear = The picture is in the { elsewhere }.
result-discard = Put the new model away?
result-discarded = Put away; the old model stays. For a day { $prefix }use_model brings the new one back.
    .ear = The old model stays.
miss-training-result = Sorry, use the new model: yes or no?
help-training-result = Say yes to use the new model, no to keep the old one, details for the report.
silence-training-result = Use the new model?

lines-count = { $count ->
        [0] no lines
        [one] one line
       *[other] { COUNT($count) } lines
    }

training-meanwhile = The training is done; I'll ask about the new model when we are through here.
    .ear = The training is done. First this.
result-again = The new model still waits. Use it?
    .ear = The new model waits. Use it?
result-waits = The new model waits; say use the model, or { $prefix }use_model, when you want it.
    .ear = The new model waits. Say use the model, when you want it.
