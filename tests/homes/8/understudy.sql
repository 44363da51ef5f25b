BEGIN TRANSACTION;
CREATE TABLE consents (
            user TEXT NOT NULL, workspace TEXT NOT NULL, agreed INTEGER NOT NULL,
            at INTEGER NOT NULL, PRIMARY KEY (user, workspace)
        ) WITHOUT ROWID;
CREATE TABLE corrections (
            id INTEGER PRIMARY KEY AUTOINCREMENT, workspace TEXT NOT NULL, dataset TEXT NOT NULL,
            user TEXT NOT NULL, at INTEGER NOT NULL, input TEXT NOT NULL, key TEXT NOT NULL,
            wrong TEXT, right TEXT NOT NULL, active INTEGER NOT NULL
        );
CREATE TABLE departures (
            workspace TEXT NOT NULL PRIMARY KEY, at INTEGER NOT NULL
        ) WITHOUT ROWID;
CREATE TABLE edits (
            id INTEGER PRIMARY KEY AUTOINCREMENT, workspace TEXT NOT NULL, dataset TEXT NOT NULL,
            user TEXT NOT NULL, at INTEGER NOT NULL, before TEXT NOT NULL, body TEXT NOT NULL,
            active INTEGER NOT NULL
        );
CREATE TABLE feedback (
            id INTEGER PRIMARY KEY AUTOINCREMENT, workspace TEXT NOT NULL, user TEXT NOT NULL,
            at INTEGER NOT NULL, rating INTEGER NOT NULL, comment TEXT, input TEXT, answer TEXT
        );
INSERT INTO "feedback" VALUES(1,'club','ida',1795716495683354,5,'splendid',NULL,NULL);
CREATE TABLE lost_sessions (
            user TEXT NOT NULL, workspace TEXT NOT NULL, state TEXT NOT NULL, body TEXT NOT NULL,
            PRIMARY KEY (user, workspace)
        ) WITHOUT ROWID;
CREATE TABLE preferences (
            workspace TEXT NOT NULL, name TEXT NOT NULL, value TEXT NOT NULL,
            PRIMARY KEY (workspace, name)
        ) WITHOUT ROWID;
CREATE TABLE sessions (
            user TEXT NOT NULL, workspace TEXT NOT NULL, state TEXT NOT NULL, body TEXT NOT NULL,
            updated INTEGER NOT NULL, PRIMARY KEY (user, workspace)
        ) WITHOUT ROWID;
INSERT INTO "sessions" VALUES('ann','club','awaiting_data','{"task": {"kind": "lesson", "job": 0, "examples": [["it rains", "take a coat"], ["it snows", "take a sled"]], "heard": ["", ""], "dataset": "", "draft": "", "lines": 0, "outputs": 0, "duplicates": 0, "conflicts": 0, "conflict": "", "warning": "", "keep": "last", "told": true, "fraction": 0.0, "summary": "", "model": "", "suspects": [], "accuracy": null, "before": null, "better": true, "report": ""}}',1795716455657141);
INSERT INTO "sessions" VALUES('bob','club','testing','{"task": {"kind": "guided_test", "job": 0, "cases": [], "input": "", "output": "", "confidence": 0.0, "known": true, "model": "", "from_file": false}}',1795716455691751);
INSERT INTO "sessions" VALUES('cem','club','correcting','{"unanswered": "good evening to you", "task": {"kind": "correction", "job": 0, "input": "", "wrong": "", "right": "", "unknown": false, "suggested": false, "alternatives": [], "trial": null}}',1795716455993296);
INSERT INTO "sessions" VALUES('dora','club','giving_feedback.comment','{"task": {"kind": "rating", "job": 0, "stars": 4}}',1795716456072656);
INSERT INTO "sessions" VALUES('eve','club','training.result','{"jobs": 1, "task": {"kind": "lesson", "job": 0, "examples": [["hail", "a helmet"], ["storm", "a helmet"], ["hail storm", "a helmet"]], "heard": ["", ""], "dataset": "weather", "draft": "", "lines": 0, "outputs": 0, "duplicates": 0, "conflicts": 0, "conflict": "", "warning": "", "keep": "last", "told": true, "fraction": 1.0, "summary": "Trained on 11 examples: I expect to be right between six and ten times in ten, as often as before; I mix up take a coat with take a sled most.", "model": "0002", "suspects": [], "accuracy": 0.875, "before": 0.875, "better": true, "report": "Trained on 11 examples of 3 answers in 0.6 s (n-grams).\nRight on 91% of examples it had not seen (62% to 98%); of the 8 both have 88%, before 88%; macro-F1 0.92.\nIt answers 91% of them, 100% of these rightly, and asks back at 0%; else it says it does not know.\nFewer than five examples: \u201cTake a coat.\u201d, \u201cTake a sled.\u201d, \u201ca helmet\u201d.\nWeakest: Take a coat. (F1 0.86, 4 tried)\nWeakest: Take a sled. (F1 0.89, 4 tried)\nMixed up: \u201cTake a coat.\u201d taken for \u201cTake a sled.\u201d, 1 time, as for \u201cis it wet\u201d.\nWhat would help most: two more ways to ask \u201cwill it rain\u201d, which gives \u201cTake a coat.\u201d."}}',1795716467600129);
INSERT INTO "sessions" VALUES('gil','club','giving_feedback','{"task": {"kind": "rating", "job": 0, "stars": 0}, "suspended": [["awaiting_data", {"kind": "lesson", "job": 0, "examples": [["tea", "hot"]], "heard": ["", ""], "dataset": "", "draft": "", "lines": 0, "outputs": 0, "duplicates": 0, "conflicts": 0, "conflict": "", "warning": "", "keep": "last", "told": true, "fraction": 0.0, "summary": "", "model": "", "suspects": [], "accuracy": null, "before": null, "better": true, "report": ""}]]}',1795716467672424);
INSERT INTO "sessions" VALUES('hal','club','correcting','{"task": {"kind": "correction", "job": 0, "input": "", "wrong": "", "right": "nice to see you", "unknown": false, "suggested": false, "alternatives": [], "trial": null}}',1795716467736699);
INSERT INTO "sessions" VALUES('ivy','club','idle','{"jobs": 1}',1795716495572830);
INSERT INTO "sessions" VALUES('kim','club','training.result','{"jobs": 1, "task": {"kind": "lesson", "job": 0, "examples": [["sun", "bright"], ["sun", "warm"], ["moon", "pale"]], "heard": ["", ""], "dataset": "weather", "draft": "", "lines": 0, "outputs": 0, "duplicates": 0, "conflicts": 0, "conflict": "", "warning": "", "keep": "last", "told": true, "fraction": 1.0, "summary": "Trained on 13 examples: I expect to be right between six and ten times in ten, as often as before; I mix up take a coat with take a sled most.", "model": "0003", "suspects": [], "accuracy": 0.875, "before": 0.875, "better": true, "report": "Trained on 13 examples of 5 answers in 0.7 s (n-grams).\nRight on 91% of examples it had not seen (62% to 98%); of the 8 both have 88%, before 88%; macro-F1 0.92.\nIt answers 91% of them, 100% of these rightly, and asks back at 0%; else it says it does not know.\nFewer than five examples: \u201cTake a coat.\u201d, \u201cTake a sled.\u201d, \u201ca helmet\u201d, \u201cwarm\u201d, \u201cpale\u201d.\nWeakest: Take a coat. (F1 0.86, 4 tried)\nWeakest: Take a sled. (F1 0.89, 4 tried)\nMixed up: \u201cTake a coat.\u201d taken for \u201cTake a sled.\u201d, 1 time, as for \u201cis it wet\u201d.\nWhat would help most: two more ways to ask \u201cwill it rain\u201d, which gives \u201cTake a coat.\u201d."}}',1795716481497132);
INSERT INTO "sessions" VALUES('lea','club','testing.judging','{"answered": ["will it rain", "Take a coat."], "task": {"kind": "guided_test", "job": 0, "cases": [], "input": "will it rain", "output": "Take a coat.", "confidence": 1.0, "known": true, "model": "", "from_file": false}}',1795716481563720);
INSERT INTO "sessions" VALUES('mo','club','idle.choosing','{"task": {"kind": "choice", "job": 0, "what": "datasets", "names": ["weather"]}}',1795716481595265);
INSERT INTO "sessions" VALUES('nat','club','awaiting_data','{"task": {"kind": "lesson", "job": 0, "examples": [], "heard": ["", ""], "dataset": "", "draft": "", "lines": 0, "outputs": 0, "duplicates": 0, "conflicts": 0, "conflict": "", "warning": "", "keep": "last", "told": true, "fraction": 0.0, "summary": "", "model": "", "suspects": [], "accuracy": null, "before": null, "better": true, "report": ""}}',1795716481614319);
INSERT INTO "sessions" VALUES('teacher','club','idle','{"jobs": 1}',1795716455525790);
CREATE TABLE unanswered (
            workspace TEXT NOT NULL, key TEXT NOT NULL, input TEXT NOT NULL,
            count INTEGER NOT NULL, last INTEGER NOT NULL, PRIMARY KEY (workspace, key)
        ) WITHOUT ROWID;
INSERT INTO "unanswered" VALUES('club','good evening to you','good evening to you',1,1795716455975279);
CREATE INDEX corrections_by_key ON corrections (workspace, dataset, key);
CREATE INDEX unanswered_by_count ON unanswered (workspace, count DESC, last DESC);
CREATE INDEX unanswered_by_time ON unanswered (last);
CREATE INDEX edits_by_dataset ON edits (workspace, dataset, id);
DELETE FROM "sqlite_sequence";
INSERT INTO "sqlite_sequence" VALUES('feedback',1);
COMMIT;
PRAGMA user_version = 8;
