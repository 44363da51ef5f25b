### Files that people name.

file-too_large = { $file } is larger than { $most } MB, the most I read.
file-unreadable = I cannot read { $file }: { $reason }.
file-missing = There is no file { $file }; give the path of a file of examples, such as lessons.json or faq.csv.
file-too_many_megabytes = { $file } has { $megabytes } MB, and I read at most { $most } MB.
file-no_rehearsals = { $file } holds no rehearsals: { $reason }.
file-line_of_nobody = In { $file } the dialog { QUOTE($name) } has lines without who says them: give each a who, or none.
file-silent_person = In { $file } the dialog { QUOTE($name) } ends with { QUOTE($who) }, who says nothing in it.
