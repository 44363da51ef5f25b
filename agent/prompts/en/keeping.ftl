### What is kept: datasets, models, archives, files, the journal, and all of a person.

overview-none = none yet
forgotten-corrections = { $corrections ->
        [one] one correction
       *[other] { COUNT($corrections) } corrections
    }
forgotten-ratings = { $feedback ->
        [one] one rating
       *[other] { COUNT($feedback) } ratings
    }
forgotten-files = { $files ->
        [one] one file
       *[other] { COUNT($files) } files
    }
select-selected = { QUOTE($name) } is selected, { examples-examples }.
    .ear = { QUOTE($name) } is selected.
select-in_use = { QUOTE($name) } is selected, { examples-examples }; its model { $model } is in use.
    .ear = { QUOTE($name) } is in use.
rollback-done = Model { $model } is in use again.
    .ear = The model from before is in use.
archive-packed = Archived as { QUOTE($name) }.
    .ear = Archived.
archive-restored = Restored: { LIST($names) }
    .ear = Restored.
getfile-here = Here is { QUOTE($path) }.
    .ear = The file is in the { elsewhere }.
instruction = { $page }
    .ear = The instructions are in the { elsewhere }.
journal-corrections = { $table }
    .ear = The corrections are in the { elsewhere }.
journal-feedback = { $table }
    .ear = The feedback is in the { elsewhere }.
journal-correction = { $at }  { QUOTE($input) } gives { QUOTE($right) }{ in-force }
journal-correction_of = { $at }  { QUOTE($input) } gives { QUOTE($right) }, not { QUOTE($wrong) }{ in-force }
journal-rating = { $at }  { $rating } of 5{ with-comment }
journal-rating_of = { $at }  { $rating } of 5 for { QUOTE($answer) } to { QUOTE($input) }{ with-comment }
in-force = { $active ->
        [no] { " " }(no longer in force)
       *[yes] { "" }
    }
with-comment = { $commented ->
        [no] { "" }
       *[yes] : { $comment }
    }
journal-none = There is nothing in the journal yet.
overview = Nothing is being done. Dataset: { $dataset }. Model: { $model }. Corrections: { $corrections }.
    .ear = Nothing is being done. Train, test, correct or feedback?
export-here = All I keep of you is in this file.
    .ear = The file is in the { elsewhere }.
forget-sure = This deletes what I keep of you: the dialog, corrections and feedback, and, where the workspace is yours alone, its datasets, models and archives. Do it?
    .ear = This deletes all I keep of you. Do it?
forget-done = Forgotten: { forgotten-corrections }, { forgotten-ratings }, { forgotten-files }.
    .ear = Forgotten.

examples-examples = { $examples ->
        [0] no examples
        [one] one example
       *[other] { COUNT($examples) } examples
    }
