### Correcting, and asking for an answer that is not known.

correcting-which = Which sentence should I answer differently?
correcting-ask = What should I have answered to { QUOTE($input) }?
correcting-unknown = I don't know that yet. What should I answer? (or never mind)
    .ear = I don't know that yet. What should I answer?
correcting-confirm = Then { QUOTE($input) } gives { QUOTE($right) }. Learn it?
correcting-confirm-instead = Then { QUOTE($input) } gives { QUOTE($right) }, not { QUOTE($wrong) }. Learn it?
    .ear = Then { QUOTE($input) } gives { QUOTE($right) }. Learn it?
correcting-learned = Learned: { QUOTE($input) } gives { QUOTE($right) }. { $others ->
        [0] Questions like it follow as soon as I have learned from it.
        [one] { QUOTE($other) } still gives the old answer.
       *[other] { QUOTE($other) } and others, { $others } in all, still give the old answer.
    }
    .ear = Learned.
correcting-learned_with = What you corrected is learned now, and { $count ->
        [one] one similar sentence
       *[other] { $count } similar ones
    } with it.
correcting-only_word_for_word = What you corrected is answered word for word, but I do not learn more from it: with it I would get { PERCENT($after) } of { $lines } other examples right, instead of { PERCENT($before) }.
    .ear = What you corrected is answered word for word, but nothing like it: I would get more of the other examples wrong.
correcting-left = All right, not learned.
correcting-undone = Taken back: { QUOTE($input) } no longer gives { QUOTE($right) }.
    .ear = Taken back.
correcting-where = You are correcting an answer.
miss-correcting = Sorry, what should I have answered?
help-correcting = Say the right answer, or never mind.
silence-correcting = What should I answer? Or say never mind.
miss-correcting-confirming = Sorry, shall I learn it: yes or no?
help-correcting-confirming = Say yes to learn it, no to leave it, or: it should be something else.
silence-correcting-confirming = Shall I learn it?

correcting-ask-known = What should I have answered to { QUOTE($input) }? One of these, or something else: { LIST($answers) }
    .ear = { LIST($answers) }, or something else: what should I have answered?
correcting-confirm-suggested = Shall I remember that { QUOTE($input) } gives { QUOTE($right) }?
    .ear = Shall I remember that?
