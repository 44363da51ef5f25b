### Teaching: examples one by one, read back where they were spoken, or a file of them.

awaiting-ask = Teach me: type “when I say X you answer Y” or X => Y, or give me a file (JSON, CSV, Excel, or what another chatbot exports). Say done when that is all.
    .ear = Say: when I say X, you answer Y.
awaiting-hand_over = Hand me { QUOTE($file) } itself, and I learn what is in it.
awaiting-next = { examples-count } so far. Next, or done?
    .ear = { COUNT($count) }. Next?
awaiting-pending = { $count ->
        [one] One example, not learned yet.
       *[other] { COUNT($count) } examples, not learned yet.
    } Next, or done?
    .ear = { COUNT($count) } not learned yet. Next, or done?
awaiting-is_answer = Is { QUOTE($output) } what I answer to { QUOTE($input) }?
    .ear = Is that what I answer?
awaiting-output = And what do I answer to { QUOTE($input) }?
    .ear = And what do I answer?
awaiting-noted = { QUOTE($input) } gives { QUOTE($output) }.
awaiting-list = { EXAMPLES($examples) }
    .ear = The list is in the { elsewhere }.
awaiting-nothing = There is nothing to learn from yet. Give me an example, or cancel.
    .ear = Nothing to learn yet. An example, or cancel?
awaiting-undone = Taken back: { QUOTE($input) } gives { QUOTE($output) }; { examples-count } left.
    .ear = Taken back. { COUNT($count) } left.
awaiting-where = You are teaching me: { examples-count } so far.
    .ear = You are teaching me, { COUNT($count) } so far.
miss-awaiting_data = Sorry, when you say what, I answer what?
help-awaiting_data = Give me examples: “when I say good morning you answer hello friend”, or good morning => hello friend, or a file. Also: list, undo, done, cancel.
    .ear = Say, for example: when I say hello, you answer good morning. Or done, undo, cancel.
silence-awaiting_data = Next example, or say done.
confirming-ask = When I hear { QUOTE($input) }, I answer { QUOTE($output) }. Right?
confirming-amended = { QUOTE($input) } gives { QUOTE($output) }. Right?
confirming-again = All right. Say it again?
    .ear = Say it again?
confirming-type = I keep mishearing this one. Type it, if you can, or say it once more and spell what I mishear.
    .ear = I keep mishearing. Type it, or say it again and spell the words?
miss-awaiting_data-confirming = Sorry, is that right: yes or no?
help-awaiting_data-confirming = Say yes to keep it, no to say it again, or: no, answer hello captain.
    .ear = Yes, no, or: no, answer something else.
silence-awaiting_data-confirming = Is that right?
reviewing-ask = I read { examples-lines } with { COUNT($outputs) } different answers, { doubles-duplicates } and { conflicts-conflicts }. { $warning }Train from { QUOTE($name) }?
    .ear = I read { examples-lines }, { doubles-duplicates }, { conflicts-conflicts }. Train?
reviewing-single = { $count ->
        [one] One of the answers has one example only, so expect a mistake there.
       *[other] { COUNT($count) } of the answers have one example only, so expect mistakes there.
    }
conflict-line = { QUOTE($input) } has two answers: { QUOTES($outputs) } (lines { LIST($lines) })
conflict-more = and { COUNT($count) } more
reviewing-selected = Train from { QUOTE($name) }?
    .ear = Train?
reviewing-conflicts =
    I read { examples-lines } with { COUNT($outputs) } different answers, { doubles-duplicates } and { conflicts-conflicts }:
    { $conflict }
    Train from { QUOTE($name) } with the last of two answers (yes), with the first one (first), or not (no)?
    .ear = I read { examples-lines }, { doubles-duplicates }, { conflicts-conflicts }. Train?
reviewing-show = { $conflict }
    .ear = The conflicts are in the { elsewhere }.
reviewing-none = No sentence has two different answers.
reviewing-dropped = Not trained, and nothing was changed.
reviewing-where = I have read { QUOTE($name) }, { examples-lines }.
    .ear = I have read a dataset.
miss-awaiting_data-reviewing = Sorry, shall I train: yes or no?
help-awaiting_data-reviewing = Say yes to train from it, no to keep it for later; first or last decides which of two answers counts; show lists them.
    .ear = Say yes to train, or no to keep it for later.
silence-awaiting_data-reviewing = Shall I train?

examples-count = { $count ->
        [0] no examples
        [one] one example
       *[other] { COUNT($count) } examples
    }
examples-lines = { $lines ->
        [0] no examples
        [one] one example
       *[other] { COUNT($lines) } examples
    }
doubles-duplicates = { $duplicates ->
        [0] no doubles
        [one] one double
       *[other] { COUNT($duplicates) } doubles
    }
conflicts-conflicts = { $conflicts ->
        [0] no conflicts
        [one] one conflict
       *[other] { COUNT($conflicts) } conflicts
    }

lesson-is_command =
    { QUOTE($input) } alone is one of my own commands, and stays one; teach me “tell me about { $input }”, say, and I answer that.
    .ear = That alone is one of my commands, and stays one.
