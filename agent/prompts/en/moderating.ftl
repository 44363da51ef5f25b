### What moderators run the agent by: settings, the log of changes, and what waits for a trainer.

not_managed = That changes how I work for everybody here, so it needs the right to manage the server.

## Settings

settings-list =
    This is how I work here; { $prefix }settings NAME VALUE changes it, “{ settings-word-default }” puts it back:
    { JOIN($lines, "\u000A") }
    .ear = The settings are in the text channel.
settings-line = { $name }: { $value }
settings-line-newer = { $name }: { QUOTE($value) } (set by another version of me, and kept for it)
settings-changed = “{ $name }” is { $value } now.
    .ear = Changed.
settings-changed-but = “{ $name }” is { $value } now. { $missing }
    .ear = Changed, but something is missing for it: look in the text channel.
shortfall-no_log = That is written to the log channel, and none is set: { $prefix }settings log channel and a channel sets it.
shortfall-no_channel = I see no channel { QUOTE($name) } here: give my role View Channel there, or choose another.
shortfall-no_role = There is no role { QUOTE($name) } here yet; until there is, only who manages the server teaches me.
settings-unknown = There is no setting { QUOTE($given) }; there are: { LIST($there) }
settings-not_taken = The setting “{ $name }” needs { $expects }.
settings-no_voice = I have no voice { QUOTE($given) }; there are { LIST($some) }.
settings-expects-switch = { settings-word-on } or { settings-word-off }
settings-expects-options = one of these: { LIST($options) }
settings-expects-prefix = { $least } to { $most } signs without blanks, with no letter or digit at the end, such as ! or r!
settings-expects-number = a number from { $least } to { $most }
settings-expects-text = some words, { $most } characters at most
settings-expects-channel = a channel
settings-expects-channels = channels, with commas between them
settings-expects-role = a role
settings-word-on = on
settings-word-off = off
settings-word-everyone = everyone
settings-word-opt-in = opt-in
settings-word-default = default
settings-word-none = none
settings-value-plain = { $value }
settings-value-several = { JOIN($each, ", ") }
settings-value-channel = { $channel }
settings-value-role = { $role }
settings-value-channels = none
settings-value-log_channel = none
settings-value-sure = as I judge it myself

setting-label-agent_language = language
setting-label-prefix = prefix
setting-label-channels = channels
setting-label-trainer_role = trainer role
setting-label-consent = consent
setting-label-small_talk = small talk
setting-label-sure = sure
setting-label-approval = approval
setting-label-log_channel = log channel
setting-label-weekly = weekly
setting-label-wrong_buttons = wrong buttons
setting-label-lesson_threads = lesson threads
setting-label-turns_a_minute = turns a minute
setting-label-voice = voice
setting-label-rate = voice speed
setting-label-keep_days = days kept
setting-label-inbox_days = inbox days

## Who changed what

changes-none = Nothing was changed here in the last thirty days.
changes-none_with = Nothing was changed in the last thirty days that has { QUOTE($words) } in it.
changes-list =
    { JOIN($lines, "\u000A") }{ $left ->
        [0] { "" }
       *[other] { " " }… and { COUNT($left) } more; say some words of what you look for.
    }
    .ear = The list is in the text channel.
changes-line = #{ $id }, { $at }: { $told }{ $undone ->
        [yes] { " " }(taken back)
       *[no] { "" }
    }
change-taught = { $who } taught me: { change-of }
change-corrected = { $who } corrected me: { change-of }
change-approved = { $who } took what { $author } taught: { change-of }
change-dropped = { $who } dropped what { $author } taught: { change-of }
change-withdrawn = { $who } took back what waited of theirs: { change-of }
change-removed = { $who } made me forget { QUOTE($about) }{ change-more }
change-renamed = { $who } renamed { QUOTE($about) } to { QUOTE($now) }
change-replaced = { $who } replaced what I was taught{ $more ->
        [0] , in one line
       *[other] , in several lines
    }
change-selected = { $who } selected the dataset { QUOTE($now) } instead of { QUOTE($about) }
change-restored = { $who } restored { QUOTE($about) } from the archive, which changed { QUOTE($now) }
change-used = { $who } took the model { $now } into use
change-rolled_back = { $who } went back to the model { $now }
change-set = { $who } set “{ $about }” to { $now }
change-by_another = { $who } changed something with another version of me
change-somebody = somebody
change-of = { QUOTE($about) } gives { QUOTE($now) }{ change-more }
change-more = { $more ->
        [0] { "" }
       *[other] { " " }and { COUNT($more) } more
    }

undo-unclear = Say { $prefix }undo, { $prefix }undo and a number such as 17, or { $prefix }undo and mention somebody; { $prefix }who lists what was changed.
undo-no_change = There is no change { $id } here that I could take back; { $prefix }who lists the last thirty days.
undo-already = { $id } was taken back already.
undo-unknown = { $id } was made by another version of me, which can take it back; I cannot.
undo-model_changed = Another model is in use since, so I leave it; { $prefix }rollback goes back by one.
undo-change = Taken back: #{ $id }, { $told }.
    .ear = Taken back.
undo-person_sure = Take back all that { $who } taught or changed in the last thirty days, and drop what waits of theirs?
    .ear = Take back all of it?
undo-none_of = I know of nothing that { $who } taught or changed here in the last thirty days; mention the person, so that I know who is meant.
undo-person = Of { $who } I took back { changes-count }, and dropped { lessons-count } that waited.{ $left ->
        [0] { "" }
       *[other] { " " }{ COUNT($left) } I could not take back.
    }
    .ear = Taken back.
changes-count = { $count ->
        [0] no change
        [one] one change
       *[other] { COUNT($count) } changes
    }
lessons-count = { $waiting ->
        [0] no lesson
        [one] one lesson
       *[other] { COUNT($waiting) } lessons
    }

## What waits for a trainer

approval-first = What members teach waits for a trainer here, before I learn it.
    .ear = A trainer looks at it first.
approval-waits = { $count ->
        [one] Thank you: { QUOTE($input) } waits for a trainer now. I tell you what becomes of it.
       *[other] Thank you: { QUOTE($input) } and what else you taught wait for a trainer now. I tell you what becomes of them.
    }
    .ear = Thank you. A trainer looks at it first.
approval-too_long = These are { $count } lines, and at most { $most } can wait for a trainer at once; ask a trainer to teach me the file.
approval-full = Too many lessons wait for a trainer already; please teach me that another time.
approval-withdrawn = Taken back: { QUOTE($input) } no longer waits for a trainer.
    .ear = Taken back.
approval-taken = { $count ->
        [one] A trainer took what you taught: I know { QUOTE($input) } now.
       *[other] A trainer took { COUNT($count) } of your lessons, such as { QUOTE($input) }.
    }
    .ear = A trainer took what you taught me.
approval-dropped = { $count ->
        [one] A trainer did not take what you taught about { QUOTE($input) }.
       *[other] A trainer did not take { COUNT($count) } of your lessons, such as { QUOTE($input) }.
    }
    .ear = A trainer did not take what you taught me.
pending-none = Nothing waits for a trainer.
pending-none_of = Nothing of { $who } waits for a trainer; mention the person, so that I know who is meant.
pending-none_with = Nothing waits that has { QUOTE($words) } in it.
pending-unclear = Which one? Say { $prefix }pending take or { $prefix }pending drop with a number, with @ and somebody, or with “all”.
pending-gone = That does not wait any more; { $prefix }pending lists what does.
pending-dataset_gone = The dataset { QUOTE($name) } that this was for is gone; restore it from the archive first, or drop the lesson.
pending-list =
    { JOIN($lines, "\u000A") }{ $left ->
        [0] { "" }
       *[other] { " " }… and { COUNT($left) } more; say some words of what you look for.
    }
    { $prefix }pending take NUMBER takes one, { $prefix }pending drop NUMBER drops it; “@” and somebody, or “all”, works, too.
    .ear = The list is in the text channel.
pending-line = { $id }, by { $author }: { QUOTE($input) } gives { QUOTE($right) }{ change-more }
pending-line-instead = { $id }, by { $author }: { QUOTE($input) } gives { QUOTE($right) }, not { QUOTE($wrong) }
pending-taken = { $count ->
        [one] Taken: { $told }.
       *[other] Taken: { COUNT($count) } lessons.
    }{ pending-left-out }
    .ear = Taken.
pending-dropped = { $count ->
        [one] Dropped: { $told }.
       *[other] Dropped: { COUNT($count) } lessons.
    }
    .ear = Dropped.
pending-left-out = { $gone ->
        [0] { "" }
       *[other] { " " }{ COUNT($gone) } wait on, since their dataset is gone.
    }

## Help

help-short =
    { JOIN($lines, "\u000A") }
    { $prefix }help all says what each does, { $prefix }help train what that does.
    .ear = The commands are in the text channel.
help-also = Also: { JOIN($usages, ", ") }
help-also-teach = As you may teach: { JOIN($usages, ", ") }
help-also-manage = As you manage the server: { JOIN($usages, ", ") }
help-none = There is no command with { QUOTE($words) } in it that you may use here; { $prefix }help lists them.
help-commands =
    What you can do here:
    { JOIN($lines, "\u000A") }
    .ear = The commands are in the text channel.
help-command = { $usage }: { $summary }

## Commands

command-settings = Show or change how I work here
command-settings-words = a setting and its value; nothing shows them all
command-pending = Show, take or drop the lessons that wait for a trainer
command-pending-words = take NUMBER, drop NUMBER, take or drop and somebody, all, or words to look for
command-who = Say who taught or changed what
command-who-words = such as: taught good morning; nothing lists the latest
command-undo-what = a number from the log, or somebody; nothing is your last change
act-settings = Shall I show the settings?
act-pending = Shall I show what waits for a trainer?
act-who = Shall I say who changed what?
