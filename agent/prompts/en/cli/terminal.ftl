### The dialog in a terminal where somebody sits.

terminal-keys = Tab: complete, Alt-Enter: new line, Ctrl-D: leave
terminal-too_late = You entered { QUOTE($line) } before that question came up, so it is no answer to it. The up arrow brings it back.
terminal-interrupted = Say quit, or press Ctrl-C again or Ctrl-D, to leave.
terminal-interrupted_working = I'm still at work: say cancel to stop that. Quit, Ctrl-C again or Ctrl-D leaves.
terminal-left_working = What I was working on begins again when you are back.

## What is being done, by the dialog's states

terminal-state-idle = ready
terminal-state-idle-choosing = choosing a dataset
terminal-state-idle-suggesting = finding the right answer
terminal-state-awaiting_data = teaching
terminal-state-awaiting_data-confirming = teaching: is this right?
terminal-state-awaiting_data-reviewing = teaching: train from this?
terminal-state-training = training
terminal-state-training-result = trained: use it?
terminal-state-training-checking = checking examples
terminal-state-testing = testing
terminal-state-testing-judging = testing: was it right?
terminal-state-testing-report = testing: counting
terminal-state-correcting = correcting
terminal-state-correcting-confirming = correcting: is this right?
terminal-state-giving_feedback = rating
terminal-state-giving_feedback-comment = rating: any comment?
