### Greetings, answers, and names to choose from.

hi =
    Hello, I'm { $agent }. Ask me anything, and teach me what I don't know.
    { $prefix }train teaches me, { $prefix }test checks me, { $prefix }help lists what can be done.
    .ear = Hello, I'm { $agent }. Train, test, correct or feedback?
hi-again = Hello again. Ask me anything; { $prefix }help lists what can be done.
    .ear = Hello again. What can I do?
away = I was away.
idle-called = Yes?
idle-ask = Ask me anything, or say train, test, correct or feedback.
    .ear = Train, test, correct or feedback?
idle-answer = { $answer }
idle-answer-small_talk = { $answer } (from my own small talk)
    .ear = { $answer }
small_talk-on = I answer with my own small talk, too, where nobody taught me better.
small_talk-off = I only answer what you taught me.
small_talk-unclear = Say { $prefix }small_talk on or { $prefix }small_talk off.
idle-unknown = I don't know that yet.
idle-silent = I was taught not to answer that.
idle-unasked = I asked nothing. Ask me anything, or say train, test, correct or feedback.
    .ear = I asked nothing. Train, test, correct or feedback?
miss-idle = Sorry, I didn't get that. Say it in other words?
    .ear = Sorry, once more?
help-idle =
    Ask me anything, teach me, and put me right:
    when will you meet? – I answer what I was taught.
    when I say good morning you answer hello – I learn it; { $prefix }train learns more.
    no, it should be hello captain – I learn that instead of what I said last.
    .ear = Say train, test, correct, or feedback; or ask me anything.
help-asking =
    Ask me anything, and I answer what I was taught, such as: when will you meet?
    { $prefix }feedback 4 rates me, { $prefix }undo takes back what you did last.
    .ear = Ask me anything, or say test or feedback.
silence-idle = Train, test, correct or feedback?
choose-datasets = Which dataset? { LIST($names) }
choose-datasets-none = There is no dataset yet: { $prefix }train makes one.
    .ear = There is no dataset yet. Say train.
choose-archivable = What shall I archive? { LIST($names) }
    .ear = Archive what? { LIST($names) }
choose-archivable-none = There is nothing to archive yet.
choose-files = Which file? { LIST($names) }
    .ear = Which file? The list is in the { elsewhere }.
choose-files-none = There is no file yet: { $prefix }train makes some.
choose-where = You are choosing from the { $what }.
miss-idle-choosing = Sorry, which one?
help-idle-choosing = Type one of the names, or never mind.
    .ear = Say one of the names, or never mind.
silence-idle-choosing = Which one?
listed-datasets = Datasets: { LIST($names) }
listed-archivable = I can archive: { LIST($names) }
listed-files = Files: { LIST($names) }
    .ear = The list of files is in the { elsewhere }.
listed-archives = Archives: { LIST($names) }
    .ear = The list is in the { elsewhere }.

idle-unknown-offer = I don't know that yet. Tell me, and I'll remember.
refrain = All right, I won't.
suggesting-one = Did you mean { QUOTE($answer) }?
suggesting-several = Did you mean { EITHER($answers) }?
suggesting-tell = Then I don't know that yet. Tell me, and I'll remember.
    .ear = Then I don't know it yet. Tell me, and I'll remember.
suggesting-where = I'm asking what you meant by { QUOTE($input) }.
    .ear = I asked what you meant.
miss-idle-suggesting = Sorry, which one did you mean? Or none of them.
    .ear = Yes or no?
help-idle-suggesting = Say which answer you meant, none of them, or just ask something else.
    .ear = Say yes, no, or ask something else.
silence-idle-suggesting = Did you mean that?
