### Feedback: stars and a comment.

feedback-ask = How good am I, one to five?
    .ear = One to five?
feedback-range = A rating is a number from 1 to 5, not { QUOTE($given) }.
feedback-heard = { $stars ->
        [one] One star.
       *[other] { COUNT($stars) } stars.
    }
feedback-where = You are giving feedback.
feedback-thanks = Thanks.
miss-giving_feedback = Sorry, a number from one to five?
help-giving_feedback = Give a number: one is bad, five is very good. Or cancel.
silence-giving_feedback = A number from one to five?
comment-ask = Any comment? Or say no.
miss-giving_feedback-comment = Sorry, any comment? Or say no.
help-giving_feedback-comment = Say what you like or miss, or no.
silence-giving_feedback-comment = Any comment? Or say no.
