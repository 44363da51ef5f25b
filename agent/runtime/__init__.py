"""The impure ring: mailboxes, saving, timers, jobs, threads and processes."""
