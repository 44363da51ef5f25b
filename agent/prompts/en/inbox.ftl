### What could not be answered, gone through; and what was taught, listed and edited.

unanswered-none = There is nothing that I could not answer.
unanswered-list =
    I could not answer { groups-count }:
    { $table }
    .ear = I could not answer { groups-count }.
unanswered-ask = { questions-like }. What shall I answer? (or skip, drop, done)
    .ear = { questions-like }. What shall I answer?
unanswered-ask-known = { questions-like }. What shall I answer? One of these, or something else: { LIST($answers) } (or skip, drop, done)
    .ear = { questions-like }. What shall I answer?
unanswered-confirm = Then { QUOTE($input) } and its like give { QUOTE($right) }. Learn it?
    .ear = Then I answer { QUOTE($right) }. Learn it?
unanswered-learned = Learned for { sentences-count }: { QUOTE($input) } gives { QUOTE($right) }.
    .ear = Learned.
unanswered-dropped = Dropped.
unanswered-through = That was the last one.
unanswered-left = All right; { groups-count } left for another time.
    .ear = All right.
unanswered-where = We are going through what I could not answer, { groups-count } left.
miss-unanswered = Sorry, what shall I answer?
help-unanswered = Say what I shall answer to these, or skip, drop, list (the answers I know), or done. “Don't answer that” keeps me quiet.
    .ear = Say the answer, or skip, drop, or done.
silence-unanswered = What shall I answer? Or skip, or done.
miss-unanswered-confirming = Sorry, shall I learn it: yes or no?
help-unanswered-confirming = Say yes to learn it, no to say it again, or: it should be something else.
silence-unanswered-confirming = Shall I learn it?

questions-like = { $count ->
        [one] One question: { QUOTE($input) }
       *[other] { COUNT($count) } questions like { QUOTE($input) }
    }
sentences-count = { $count ->
        [one] one sentence
       *[other] { COUNT($count) } sentences
    }
groups-count = { $count ->
        [0] nothing
        [one] one thing
       *[other] { COUNT($count) } things
    }

taught-none = I was taught nothing yet.
taught-none_with = Nothing I was taught has { QUOTE($words) } in it.
taught-list =
    I was taught { answers-count }, with the number of lines:
    { $table }{ $left ->
        [0] { "" }
       *[other] { " " }… and { COUNT($left) } more; say some words of what you look for.
    }
    .ear = I was taught { answers-count }. The list is in the text channel.
answers-count = { $count ->
        [one] one answer
       *[other] { COUNT($count) } answers
    }
taught-renamed = { QUOTE($before) } is { QUOTE($after) } now, everywhere. Undo takes it back.
    .ear = Renamed.
taught-merged = { QUOTE($before) } and { QUOTE($after) } are one answer now, { QUOTE($after) }. Undo takes it back.
    .ear = Merged.
taught-removed = Forgotten: the answer { QUOTE($what) }, with { sentences-count }. Undo takes it back.
    .ear = Forgotten.
taught-line_removed = Forgotten: { QUOTE($input) }, which gave { QUOTE($answer) }. Undo takes it back.
    .ear = Forgotten.
taught-file = This is all that I was taught. Edit it, and give it back with { $prefix }taught.
    .ear = The file is in the text channel.
taught-replaced = { $added ->
        [0] No line is new,
        [one] One line is new,
       *[other] { COUNT($added) } lines are new,
    } { $removed ->
        [0] none is gone.
        [one] one is gone.
       *[other] { COUNT($removed) } are gone.
    } Undo takes it back.
    .ear = Done.
taught-undone = Taken back: what I was taught is as it was before.
    .ear = Taken back.
taught-which = Which one? Say the answer or the sentence: { $prefix }remove_answer WORDS; { $prefix }taught lists them.
    .ear = Which one? Say: forget the answer to, and the question.
taught-sure = Forget { QUOTE($what) }? (Undo would bring it back.)
taught-rename_sure = Rename { QUOTE($before) } to { QUOTE($after) } everywhere?
