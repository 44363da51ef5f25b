### Running it for months: backups, logs, what is kept for how long, and what watches it.

cli-backup = Write everything that is kept into one file, also while the agent is at work
cli-backup-file = the backup, such as backup.zip
cli-backup-done = { $count ->
        [one] One file is in { $file }; keep it elsewhere.
       *[other] { $count } files are in { $file }; keep it elsewhere.
    }
cli-restore = Make a home of a backup, where nothing is kept yet
cli-restore-file = a backup that `backup` wrote
cli-restore-done = { $count ->
        [one] One file is back in { $home }.
       *[other] { $count } files are back in { $home }.
    }
backup-not_empty = { $folder } keeps something already; choose an empty folder with --home.
backup-unusable = { $file } is not a whole backup of mine, so nothing was changed; try another copy.
could_not-back_up = I could not write the backup { $file }: { $reason }.
could_not-bring_back = I could not bring back { $file }: { $reason }.
could_not-prune = I could not remove what is too old: { $reason }.

setting-export_days = Days for which the files stay that people were handed with all that is kept of them; 0 keeps them.
setting-archive_days = Days for which an archive stays that no model was trained from; 0 keeps them.
setting-journal_days = Days for which feedback stays, and corrections and edits that were taken back; 0 keeps them.
setting-models_kept = Models of a workspace that stay, the oldest goes first; 0 keeps all.
setting-log_file = A file for the log instead of standard error; five of them are kept, the oldest goes.
setting-log_mb = Megabytes after which a new log file is begun.
setting-metrics_port = The port on 127.0.0.1 where /healthz and /metrics tell how I am; 0 tells nobody.
could_not-log = I could not write the log { $file }: { $reason }.
log-unwritten = The log { $file } cannot be written just now; I go on without it.

cli-doctor-wrong = look
cli-doctor-from_folder = run from its folder
cli-doctor-database = database
cli-doctor-no_database = not there yet; it is made at the first start
cli-doctor-whole = whole, schema { $schema } of { $known }
cli-doctor-newer = schema { $schema } is of a newer program, and this one knows up to { $known }; update it
cli-doctor-damaged = damaged ({ $error }); stop the agent, and bring a backup back with `python run.py restore`
cli-doctor-files = kept files
cli-doctor-files_whole = models, datasets and archives are as they were written
cli-doctor-files_damaged = { $count } damaged, such as { LIST($some) }; `archive restore` in chat brings a dataset back, a training makes a model anew, a backup has everything
cli-doctor-disk = free space
cli-doctor-space = { NUMBER($free, useGrouping: 1) } MB for { $folder }
cli-doctor-little_space = only { $free } MB are free for { $folder }; make it { $least } or more
cli-doctor-clock = clock
cli-doctor-clock_right = { $now } UTC
cli-doctor-clock_wrong = { $now } UTC is before what was written last; set the clock, or things are removed too late or too early

could_not-watch = I could not tell how I am on port { $port }: { $reason }; choose another METRICS_PORT.

cli-parts = Print what the program is made of, with hashes and licences (CycloneDX)
cli-parts-lock = the lock to read; requirements.lock, if not given
