"""The tables of the database, as the steps that lead to them."""

STEPS: tuple[tuple[str, ...], ...] = (
    (
        """CREATE TABLE sessions (
            user TEXT NOT NULL, workspace TEXT NOT NULL, state TEXT NOT NULL, body TEXT NOT NULL,
            updated INTEGER NOT NULL, PRIMARY KEY (user, workspace)
        ) WITHOUT ROWID""",
        """CREATE TABLE corrections (
            id INTEGER PRIMARY KEY AUTOINCREMENT, workspace TEXT NOT NULL, dataset TEXT NOT NULL,
            user TEXT NOT NULL, at INTEGER NOT NULL, input TEXT NOT NULL, key TEXT NOT NULL,
            wrong TEXT, right TEXT NOT NULL, active INTEGER NOT NULL
        )""",
        "CREATE INDEX corrections_by_key ON corrections (workspace, dataset, key)",
        """CREATE TABLE feedback (
            id INTEGER PRIMARY KEY AUTOINCREMENT, workspace TEXT NOT NULL, user TEXT NOT NULL,
            at INTEGER NOT NULL, rating INTEGER NOT NULL, comment TEXT, input TEXT, answer TEXT
        )""",
    ),
    (
        """CREATE TABLE consents (
            user TEXT NOT NULL, workspace TEXT NOT NULL, agreed INTEGER NOT NULL,
            at INTEGER NOT NULL, PRIMARY KEY (user, workspace)
        ) WITHOUT ROWID""",
    ),
    (  # what a flow gathered is saved under a name of its own, no longer that of a class
        """UPDATE sessions SET body = json_set(body, '$.task.kind',
            CASE json_extract(body, '$.task.kind')
                WHEN 'Lesson' THEN 'lesson' WHEN 'Trial' THEN 'guided_test'
                WHEN 'Correction' THEN 'correction' WHEN 'Choice' THEN 'choice'
                WHEN 'Rating' THEN 'rating' ELSE json_extract(body, '$.task.kind') END)
            WHERE json_valid(body) AND json_type(body, '$.task.kind') = 'text'""",
        """UPDATE sessions SET body = json_set(json_remove(body, '$.task.doubles'),
                '$.task.duplicates', json_extract(body, '$.task.doubles'))
            WHERE json_valid(body) AND json_type(body, '$.task.doubles') IS NOT NULL""",
        """UPDATE sessions SET body = json_set(json_remove(body, '$.resting', '$.job'),
                '$.attention', coalesce(json_extract(body, '$.resting'), ''))
            WHERE json_valid(body) AND json_type(body) = 'object'
                AND (json_type(body, '$.resting') IS NOT NULL
                    OR json_type(body, '$.job') IS NOT NULL)""",
    ),
    (
        """CREATE TABLE preferences (
            workspace TEXT NOT NULL, name TEXT NOT NULL, value TEXT NOT NULL,
            PRIMARY KEY (workspace, name)
        ) WITHOUT ROWID""",
    ),
    (
        """CREATE TABLE unanswered (
            workspace TEXT NOT NULL, key TEXT NOT NULL, input TEXT NOT NULL,
            count INTEGER NOT NULL, last INTEGER NOT NULL, PRIMARY KEY (workspace, key)
        ) WITHOUT ROWID""",
        "CREATE INDEX unanswered_by_count ON unanswered (workspace, count DESC, last DESC)",
        "CREATE INDEX unanswered_by_time ON unanswered (last)",
        """CREATE TABLE edits (
            id INTEGER PRIMARY KEY AUTOINCREMENT, workspace TEXT NOT NULL, dataset TEXT NOT NULL,
            user TEXT NOT NULL, at INTEGER NOT NULL, before TEXT NOT NULL, body TEXT NOT NULL,
            active INTEGER NOT NULL
        )""",
        "CREATE INDEX edits_by_dataset ON edits (workspace, dataset, id)",
    ),
    (
        """CREATE TABLE lost_sessions (
            user TEXT NOT NULL, workspace TEXT NOT NULL, state TEXT NOT NULL, body TEXT NOT NULL,
            PRIMARY KEY (user, workspace)
        ) WITHOUT ROWID""",
    ),
    (
        """CREATE TABLE departures (
            workspace TEXT NOT NULL PRIMARY KEY, at INTEGER NOT NULL
        ) WITHOUT ROWID""",
    ),
    (  # once more what step 3 does: for an hour it was there without
        """UPDATE sessions SET body = json_set(json_remove(body, '$.resting', '$.job'),
                '$.attention', coalesce(json_extract(body, '$.resting'), ''))
            WHERE json_valid(body) AND json_type(body) = 'object'
                AND (json_type(body, '$.resting') IS NOT NULL
                    OR json_type(body, '$.job') IS NOT NULL)""",
    ),
    (
        """CREATE TABLE changes (
            id INTEGER PRIMARY KEY AUTOINCREMENT, workspace TEXT NOT NULL, user TEXT NOT NULL,
            author TEXT NOT NULL, at INTEGER NOT NULL, kind TEXT NOT NULL, body TEXT NOT NULL,
            undone TEXT
        )""",
        "CREATE INDEX changes_by_workspace ON changes (workspace, id)",
        "CREATE INDEX changes_by_time ON changes (at)",
        """CREATE TABLE proposals (
            id INTEGER PRIMARY KEY AUTOINCREMENT, workspace TEXT NOT NULL, dataset TEXT NOT NULL,
            user TEXT NOT NULL, at INTEGER NOT NULL, wrong TEXT NOT NULL, lines TEXT NOT NULL
        )""",
        "CREATE INDEX proposals_by_workspace ON proposals (workspace, id)",
    ),
)
"""Statements by schema version, oldest first; a kept step never changes, a new one is added."""
