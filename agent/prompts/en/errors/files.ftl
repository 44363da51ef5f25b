### Files that people name.

file-too_large = { $file } is larger than { $most } MB, the most I read.
file-unreadable = I cannot read { $file }: { $reason }.
file-missing = There is no file { $file }; give the path of a file of examples, such as lessons.json or faq.csv.
file-too_many_megabytes = { $file } has { $megabytes } MB, and I read at most { $most } MB.
file-no_rehearsals = { $file } holds no rehearsals: { $reason }.
script-no_text = it is no text in UTF-8
script-no_yaml = line { $line } is no YAML, { $problem }
script-missing = { $where } is missing
script-unknown = { $where } is no word that I know here
script-empty = { $where } is empty
script-no_list = { $where } is no list
script-no_fields = { $where } is no mapping of names to values
script-nothing = { $where } has neither say nor silence
script-both = { $where } has say and silence; make two turns of it
script-wrong = { $where }: { $what }
script-file = the whole file
script-place = dialog { $dialog }{ $turn ->
        [0] { "" }
       *[other] , turn { $turn }
    }{ $field ->
        [none] { "" }
       *[other] , { $field }
    }
file-line_of_nobody = In { $file } the dialog { QUOTE($name) } has lines without who says them: give each a who, or none.
file-listening_together = In { $file } the dialog { QUOTE($name) } has after, unless or until, which are for a person by themselves: leave them out, or part the dialog.
file-silent_person = In { $file } the dialog { QUOTE($name) } ends with { QUOTE($who) }, who says nothing in it.
