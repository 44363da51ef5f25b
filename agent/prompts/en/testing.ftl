### Testing, case by case or from a file.

testing-ask = What should I be asked? A sentence, or a file of cases; done ends the test.
    .ear = What should I be asked?
testing-hand_over = Hand me { QUOTE($file) } itself, and I am tested with what is in it.
testing-next = Next case, or done?
    .ear = Next case?
testing-resume = We were testing, { cases-count } done. Go on?
    .ear = We were testing, { cases-count } done. Next?
testing-where = Testing: { cases-count } done, { $right } right.
    .ear = { cases-count } done, { COUNT($right) } right.
testing-none = No case, no result.
testing-undone = The last case is taken back, { cases-count } left.
miss-testing = Sorry, what should I be asked?
help-testing = Say a sentence and I tell what I'd answer; then you judge. Or a file of cases. Also: status, undo, done, cancel.
    .ear = Say a sentence to test me with, or done.
silence-testing = Next case, or say done.
judging-ask = I'd answer { QUOTE($output) }, { PERCENT($confidence) }. Right?
judging-unsure = I'd say I don't know; my best guess is { QUOTE($output) }, { PERCENT($confidence) }. Right?
    .ear = I'm not sure. { QUOTE($output) }, { PERCENT($confidence) }. Right?
judging-unknown = I'd say I don't know. Right?
miss-testing-judging = Sorry, is that right: yes or no?
help-testing-judging = Say yes if that is the right answer, no if not, or: no, it should be hello crew.
    .ear = Yes, no, or: it should be something else.
silence-testing-judging = Is that right?
case-sum = { $right } of { $total } right.
case-right = right  { QUOTE($input) } → { QUOTE($answer) }
case-wrong = wrong  { QUOTE($input) } → { QUOTE($answer) }, not { QUOTE($wanted) }
case-wrong_somehow = wrong  { QUOTE($input) } → { QUOTE($answer) }
report-started = Testing.
report-where = The test is running.
report-lost = The test was cut off. Give me the file again, please.
report-tested = { $table }
    .ear = { COUNT($right) } of { COUNT($total) } right. The table is in the { elsewhere }.
miss-testing-report = The test is running.
help-testing-report = The test is running. Say cancel to stop it.
silence-testing-report = The test is running.

cases-count = { $count ->
        [0] no cases
        [one] one case
       *[other] { COUNT($count) } cases
    }
