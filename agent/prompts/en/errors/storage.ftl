### What can go wrong with what is kept.

## Why the system refused

reason-disk_full = the disk is full; free some space and try again
reason-quota = the disk quota is used up; free some space and try again
reason-too_large = the file would be larger than this machine allows
reason-read_only = the disk is read-only; remount it or choose another folder with --home
reason-no_permission = I'm missing permission to do so; check who owns the folder
reason-not_a_folder = a file stands where a folder should be
reason-disk_fault = the disk reports a fault; check it before going on
reason-refused = the system refused
reason-disk_full_or_faulty = the disk is full or faulty; free some space and try again
reason-not_writable = it may not be written to; check who owns the file
reason-cannot_open = its file cannot be opened; check the folder and who owns it
reason-busy = another process holds it; try again, or stop the other one
reason-no_database = its file is not an SQLite database; move it away or restore a copy
reason-corrupt = its file is damaged; move it away or restore a copy
reason-sqlite = SQLite says { QUOTE($error) }

## What was being done

could_not-archive_dataset = I could not archive the dataset { $name }: { $reason }.
could_not-archive_folder = I could not archive the { $folder }: { $reason }.
could_not-list_archives = I could not list the archives: { $reason }.
could_not-restore = I could not restore { $file }: { $reason }.
could_not-open_database = I could not open the database: { $reason }.
could_not-read_database = I could not read the database: { $reason }.
could_not-write_database = I could not write to the database: { $reason }.
could_not-save_dataset = I could not save the dataset { $name }: { $reason }.
could_not-read_dataset = I could not read the dataset { $name }: { $reason }.
could_not-list_datasets = I could not list the datasets: { $reason }.
could_not-remove_dataset = I could not remove the dataset { $name }: { $reason }.
could_not-select_dataset = I could not select the dataset { $name }: { $reason }.
could_not-read_selected = I could not read which dataset is selected: { $reason }.
could_not-use_home = I could not use { $folder } as home: { $reason }.
could_not-write_export = I could not write the export { $file }: { $reason }.
could_not-empty_cache = I could not empty the cache: { $reason }.
could_not-delete_files = I could not delete the files of { $workspace }: { $reason }.
could_not-make_model_folder = I could not make a folder for the model: { $reason }.
could_not-keep_model = I could not keep the model: { $reason }.
could_not-remove_unfinished = I could not remove the unfinished model: { $reason }.
could_not-read_current = I could not read which model is in use: { $reason }.
could_not-discard_model = I could not discard model { $version }: { $reason }.
could_not-read_futile = I could not read what was learned in vain: { $reason }.
could_not-sweep = I could not remove what an earlier run left unfinished: { $reason }.
could_not-change_current = I could not change which model is in use: { $reason }.
could_not-keep_origin = I could not keep where the model comes from: { $reason }.
could_not-make_archive_folder = I could not make the archive's folder: { $reason }.
could_not-keep_test = I could not keep the test's report: { $reason }.
could_not-keep_file = I could not keep { $file }: { $reason }.
could_not-keep_draft = I could not keep your file until you say yes: { $reason }.
could_not-read_draft = I could not read your file again: { $reason }.
could_not-drop_draft = I could not remove the files that wait for a yes: { $reason }.
could_not-make_test_folder = I could not make a folder for the test's report: { $reason }.

could_not-get_ready = I could not get ready: { $reason }.

## Datasets, models, names and paths

home-in_use = Another agent is already at work in { $folder } (process { $process }); stop it first, or choose another folder with --home.
dataset-missing = There is no dataset { QUOTE($name) } in this workspace.
model-missing = There is no model { QUOTE($version) } in this workspace.
dataset-draft_gone = I no longer have the file { QUOTE($name) }; send it again.
dataset-gone = There is no dataset { QUOTE($name) } any more; train from another one.
dataset-unknown = There is no dataset { QUOTE($name) }; there are: { LIST($there) }.
model-none_of_dataset = No model was trained from a dataset { QUOTE($dataset) } yet.
model-none_before = There is no earlier model to go back to.
model-none_waiting = No new model waits, and none was put away within a day; say train to make one.
model-in_use = Model { $version } is in use; use another one or roll back first.
model-pointer_damaged = { $file } is damaged; remove it and choose a model again.
name-empty = A name needs at least one letter or digit; please choose another.
workspace-full = There is no room left for that: { NUMBER($files, useGrouping: 1) } files or { NUMBER($megabytes, useGrouping: 1) } MB may be kept here. Whoever runs me can raise WORKSPACE_FILES and WORKSPACE_MB.
workspace-bad_name = { QUOTE($name) } cannot be the name of a workspace.
path-outside = { QUOTE($path) } is not a path in this workspace; ask for one such as datasets/weather.json.
path-missing = There is no file { QUOTE($path) } here; leave the path out for a list.
correction-missing = There is no correction { $id } to undo.
rating-range = A rating is a whole number from 1 to 5, not { $rating }.
database-traces = All is deleted, but another process still reads the database, so traces may stay in its log; stop that process and ask again.
database-too_new = The database has schema { $version } and this program knows only up to { $known }, so I left it as it is: please update the program.

## Archives

archive-no_folder = There are no { $folder } to archive yet.
archive-nothing_called = There is nothing called { QUOTE($name) } to archive; there are: { LIST($there) }.
archive-is_export = { $file } is an export, which cannot be restored.
archive-no_models = The archive { $file } holds folders that are not models.
archive-other_things = The archive { $file } holds other things than { $top }.
archive-changed = { $path } changed while it was archived; please try again.
archive-unfit = That would make an archive that could not be restored: { $reason }.
archive-unusable = The archive { $file } cannot be used: { $reason }.
unusable-files = its files are not those of its manifest
unusable-no_manifest = it has no valid manifest
unusable-leads_outside = it holds a path that leads outside
unusable-ends_too_soon = it ends too soon
unusable-before_beginning = it points to before its beginning
unusable-same_path = two of its files have the same path
unusable-too_many = it holds more than { NUMBER($most, useGrouping: 1) } files
unusable-too_large = it would unpack to more than { NUMBER($most, useGrouping: 1) } bytes
unusable-too_tight = { $member } is packed more tightly than anything of mine
unusable-odd_path = one of its files has an odd path
unusable-encrypted = it is encrypted or compressed in a way not known here
unusable-large_manifest = its manifest is too large
unusable-changed_member = { $member } is not what the manifest says
taught-no_answer = I was taught no answer { QUOTE($what) }; ask me to list the answers.
taught-missing = I was taught neither an answer nor a sentence { QUOTE($what) }; ask me to list the answers.
taught-several = { QUOTE($what) } fits several answers: { QUOTES($some) }; say one of them in full.
taught-changed_since = More was taught since, so I cannot take that back; the archives hold what was before.
taught-nothing = I was taught nothing yet.
taught-last = That is all there is in { QUOTE($name) }; teach me something else first.
