### What training and testing find out about a model.

report-lines = { JOIN($lines, "\u000A") }
report-trained = Trained on { report-examples } of { $answers ->
        [one] 1 answer
       *[other] { NUMBER($answers, useGrouping: 1) } answers
    } in { NUMBER($seconds, minimumFractionDigits: 1, maximumFractionDigits: 1) } s ({ $model ->
        [n-grams] n-grams
       *[other] n-grams and sentence embeddings
    }).
report-untried = Too few examples an answer to hold some out and say how good this is.
report-right = Right on { NUMBER($accuracy, style: "percent", maximumFractionDigits: 0) } of examples it had not seen ({ NUMBER($low, style: "percent", maximumFractionDigits: 0) } to { NUMBER($high, style: "percent", maximumFractionDigits: 0) }); macro-F1 { NUMBER($macro_f1, minimumFractionDigits: 2, maximumFractionDigits: 2) }.
report-right-compared = Right on { NUMBER($accuracy, style: "percent", maximumFractionDigits: 0) } of examples it had not seen ({ NUMBER($low, style: "percent", maximumFractionDigits: 0) } to { NUMBER($high, style: "percent", maximumFractionDigits: 0) }); of the { NUMBER($lines, useGrouping: 1) } both have { NUMBER($after, style: "percent", maximumFractionDigits: 0) }, before { NUMBER($before, style: "percent", maximumFractionDigits: 0) }; macro-F1 { NUMBER($macro_f1, minimumFractionDigits: 2, maximumFractionDigits: 2) }.
report-answers = { $coverage ->
        [0] It answers none of them
       *[other] It answers { NUMBER($coverage, style: "percent", maximumFractionDigits: 0) } of them, { NUMBER($rightly, style: "percent", maximumFractionDigits: 0) } of these rightly,
    } and asks back at { NUMBER($asked, style: "percent", maximumFractionDigits: 0) }; else it says it does not know.
report-data = In the data: { JOIN($parts, ", ") }.
report-few = Fewer than five examples: { JOIN($names, ", ") }{ $left ->
        [0] { "" }
       *[other] { " " }and { $left } more
    }.
report-weakest = Weakest: { $output } (F1 { NUMBER($f1, minimumFractionDigits: 2, maximumFractionDigits: 2) }, { $examples } tried)
report-mixed_up = Mixed up: { $expected } taken for { $predicted }, { $count ->
        [one] 1 time
       *[other] { NUMBER($count, useGrouping: 1) } times
    }.
report-mixed_up-example = Mixed up: { $expected } taken for { $predicted }, { $count ->
        [one] 1 time
       *[other] { NUMBER($count, useGrouping: 1) } times
    }, as for { QUOTE($example) }.
report-next = What would help most: { $more ->
        [2] two
        [3] three
        [4] four
       *[other] { $more }
    } more ways to ask { QUOTE($example) }, which gives { $output }.
report-suspect = Line { $line }, { QUOTE($input) }, says { $output }; it looks like { $proposal } ({ NUMBER($confidence, style: "percent", maximumFractionDigits: 0) }).
report-output = { QUOTE($name) }
report-no_answer = no answer
report-unanswerable = what I should not answer
report-cases = { $right } of { $n } right: { NUMBER($accuracy, style: "percent", maximumFractionDigits: 0) } ({ NUMBER($low, style: "percent", maximumFractionDigits: 0) } to { NUMBER($high, style: "percent", maximumFractionDigits: 0) }); macro-F1 { NUMBER($macro_f1, minimumFractionDigits: 2, maximumFractionDigits: 2) }.
report-coverage = { $coverage ->
        [0] It would have answered none.
       *[other] It would have answered { NUMBER($coverage, style: "percent", maximumFractionDigits: 0) }, { NUMBER($rightly, style: "percent", maximumFractionDigits: 0) } of these rightly.
    }
report-refused = It left { NUMBER($refused, style: "percent", maximumFractionDigits: 0) } of the counter-examples unanswered.
report-wrong = Line { $line }, { QUOTE($input) }: { $predicted } ({ NUMBER($confidence, style: "percent", maximumFractionDigits: 0) }), should be { $expected }.

## In one sentence

report-short-untried = Trained on { report-examples }, too few to say how good I am.
report-short = Trained on { report-examples }: I expect to be right { $often }{ $change }.
report-short-mixed = Trained on { report-examples }: I expect to be right { $often }{ $change }; I mix up { $expected } with { $predicted } most.
report-examples = { $examples ->
        [one] 1 example
       *[other] { NUMBER($examples, useGrouping: 1) } examples
    }
often-between = between { SPELL($least) } and { SPELL($most) } times in ten
often-about = about { SPELL($tenths) } times in ten
often-always = nearly every time
often-never = hardly ever
change-unknown = { "" }
change-none = , as often as before
change-better = , more often than before
change-worse = , less often than before
counted-duplicates = { $count ->
        [one] 1 duplicate
       *[other] { NUMBER($count, useGrouping: 1) } duplicates
    }
counted-conflicts = { $count ->
        [one] 1 conflict
       *[other] { NUMBER($count, useGrouping: 1) } conflicts
    }
counted-counter_examples = { $count ->
        [one] 1 counter-example
       *[other] { NUMBER($count, useGrouping: 1) } counter-examples
    }

## In its picture

picture-expected = should be
picture-predicted = was answered
picture-mixed_up = What is mixed up (all answers)
picture-mixed_up_most = What is mixed up ({ $shown } of { $total } answers)
picture-right = right ({ NUMBER($count, useGrouping: 1) })
picture-wrong = wrong ({ NUMBER($count, useGrouping: 1) })
picture-threshold = answers from here on
picture-examples = examples
picture-confidence = How sure it was
picture-learned_from = examples learned from
picture-curve = What more examples bring
picture-no_answer = (no answer)
picture-answer = answer { $number }
