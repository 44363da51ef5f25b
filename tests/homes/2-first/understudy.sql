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
INSERT INTO "corrections" VALUES(1,'club','weather','hal',1795712500376521,'hi there','hi there','Take a sled.','nice to see you',1);
CREATE TABLE feedback (
            id INTEGER PRIMARY KEY AUTOINCREMENT, workspace TEXT NOT NULL, user TEXT NOT NULL,
            at INTEGER NOT NULL, rating INTEGER NOT NULL, comment TEXT, input TEXT, answer TEXT
        );
INSERT INTO "feedback" VALUES(1,'club','ida',1795712525215244,5,'splendid',NULL,NULL);
CREATE TABLE sessions (
            user TEXT NOT NULL, workspace TEXT NOT NULL, state TEXT NOT NULL, body TEXT NOT NULL,
            updated INTEGER NOT NULL, PRIMARY KEY (user, workspace)
        ) WITHOUT ROWID;
INSERT INTO "sessions" VALUES('ann','club','awaiting_data','{"task": {"kind": "Lesson", "examples": [["it rains", "take a coat"], ["it snows", "take a sled"]], "heard": ["", ""], "dataset": "", "lines": 0, "outputs": 0, "doubles": 0, "conflicts": 0, "conflict": "", "warning": "", "keep": "last", "told": true, "fraction": 0.0, "summary": "", "model": "", "suspects": [], "accuracy": null, "before": null, "better": true, "report": ""}}',1795712490323504);
INSERT INTO "sessions" VALUES('bob','club','testing','{"task": {"kind": "Trial", "cases": [], "input": "", "output": "", "confidence": 0.0, "known": true, "from_file": false}}',1795712490324480);
INSERT INTO "sessions" VALUES('cem','club','correcting','{"task": {"kind": "Correction", "input": "good evening to you", "wrong": "", "right": "", "unknown": true, "trial": null}}',1795712490327839);
INSERT INTO "sessions" VALUES('dora','club','giving_feedback.comment','{"task": {"kind": "Rating", "stars": 4}}',1795712490333037);
INSERT INTO "sessions" VALUES('eve','club','training.result','{"jobs": 1, "task": {"kind": "Lesson", "examples": [["hail", "a helmet"], ["storm", "a helmet"], ["hail storm", "a helmet"]], "heard": ["", ""], "dataset": "weather", "lines": 0, "outputs": 0, "doubles": 0, "conflicts": 0, "conflict": "", "warning": "", "keep": "last", "told": true, "fraction": 1.0, "summary": "Trained on 11 examples: I expect to be right about nine times in ten, before nine; I mix up take a coat with take a sled most.", "model": "0002", "suspects": [[2, "is it wet", "Take a coat.", "Take a sled."]], "accuracy": 0.9090909090909091, "before": 0.875, "better": true, "report": "Trained on 11 examples of 3 answers in 2.1 s (n-grams).\nRight on 91% of examples it had not seen (62% to 98%), before 88%; macro-F1 0.92.\nIt answers 91% of them, 100% of these rightly; below 63% confidence it says it does not know.\nFewer than five examples: \u201cTake a coat.\u201d, \u201cTake a sled.\u201d, \u201ca helmet\u201d.\nWeakest: Take a coat. (F1 0.86, 4 tried)\nWeakest: Take a sled. (F1 0.89, 4 tried)\nMixed up: \u201cTake a coat.\u201d taken for \u201cTake a sled.\u201d, 1 time.\nLine 2, \u201cis it wet\u201d, says \u201cTake a coat.\u201d; it looks like \u201cTake a sled.\u201d (59%)."}}',1795712500344287);
INSERT INTO "sessions" VALUES('gil','club','giving_feedback','{"task": {"kind": "Rating", "stars": 0}}',1795712500369931);
INSERT INTO "sessions" VALUES('hal','club','idle','{"answered": ["hi there", "Take a sled."]}',1795712500377441);
INSERT INTO "sessions" VALUES('ivy','club','idle','{"jobs": 1}',1795712525174666);
INSERT INTO "sessions" VALUES('kim','club','training.result','{"jobs": 1, "task": {"kind": "Lesson", "examples": [["sun", "bright"], ["sun", "warm"], ["moon", "pale"]], "heard": ["", ""], "dataset": "weather", "lines": 0, "outputs": 0, "doubles": 0, "conflicts": 0, "conflict": "", "warning": "", "keep": "last", "told": true, "fraction": 1.0, "summary": "Trained on 14 examples: I expect to be right about nine times in ten, before nine; I mix up take a coat with take a sled most.", "model": "0003", "suspects": [[2, "is it wet", "Take a coat.", "Take a sled."]], "accuracy": 0.9090909090909091, "before": 0.875, "better": true, "report": "Trained on 14 examples of 6 answers in 1.9 s (n-grams).\nRight on 91% of examples it had not seen (62% to 98%), before 88%; macro-F1 0.92.\nIt answers 91% of them, 100% of these rightly; below 54% confidence it says it does not know.\nFewer than five examples: \u201cTake a coat.\u201d, \u201cTake a sled.\u201d, \u201ca helmet\u201d, \u201cwarm\u201d, \u201cpale\u201d, \u201cnice to see you\u201d.\nWeakest: Take a coat. (F1 0.86, 4 tried)\nWeakest: Take a sled. (F1 0.89, 4 tried)\nMixed up: \u201cTake a coat.\u201d taken for \u201cTake a sled.\u201d, 1 time.\nLine 2, \u201cis it wet\u201d, says \u201cTake a coat.\u201d; it looks like \u201cTake a sled.\u201d (55%)."}}',1795712511992473);
INSERT INTO "sessions" VALUES('lea','club','testing.judging','{"answered": ["will it rain", "Take a coat."], "task": {"kind": "Trial", "cases": [], "input": "will it rain", "output": "Take a coat.", "confidence": 1.0, "known": true, "from_file": false}}',1795712512035620);
INSERT INTO "sessions" VALUES('mo','club','idle.choosing','{"task": {"kind": "Choice", "what": "datasets", "names": ["weather"]}}',1795712512048359);
INSERT INTO "sessions" VALUES('nat','club','awaiting_data','{"task": {"kind": "Lesson", "examples": [], "heard": ["", ""], "dataset": "", "lines": 0, "outputs": 0, "doubles": 0, "conflicts": 0, "conflict": "", "warning": "", "keep": "last", "told": true, "fraction": 0.0, "summary": "", "model": "", "suspects": [], "accuracy": null, "before": null, "better": true, "report": ""}}',1795712512063976);
INSERT INTO "sessions" VALUES('teacher','club','idle','{"jobs": 1}',1795712490320323);
CREATE INDEX corrections_by_key ON corrections (workspace, dataset, key);
DELETE FROM "sqlite_sequence";
INSERT INTO "sqlite_sequence" VALUES('corrections',1);
INSERT INTO "sqlite_sequence" VALUES('feedback',1);
COMMIT;
PRAGMA user_version = 2;
