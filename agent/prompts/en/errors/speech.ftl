### What can go wrong in hearing and speaking, and what is told about it.

speech-nothing_to_say = There is nothing to say in that text; write some words.
speech-all_failed = { JOIN($notes, " ") }
speech-resting = { $error } It is left alone for { $seconds } s.

## Recordings

audio-recording = The recording
audio-voice_message = The voice message
audio-kinds = WAV, OGG, MP3, M4A or FLAC
audio-silent = { $name } holds no sound.
audio-unreadable = { $name } could not be read: { $reason }.
audio-no_track = { $name } has no sound track; send { audio-kinds }.
audio-not_sound = { $name } is not sound that can be read; send { audio-kinds }.
audio-sample_rate = { $name } claims an impossible sample rate; it is damaged.
audio-too_long = { $name } is longer than { $minutes } minutes; cut it and send a part.
audio-unwritable = { $path } could not be written: { $reason }.
audio-only_silence = { $file } is silent; give a recording in which something is heard.
audio-not_recorded = { $folder } has no { $name }.ogg or { $name }.wav.

## The machine

device-no_microphone = No microphone can be used: { $reason }.
device-no_loudspeaker = No loudspeaker can be used: { $reason }.
device-no_portaudio = A microphone or a loudspeaker needs PortAudio: install libportaudio2 (apt) and sounddevice (pip).
opus-missing = No libopus was found; install libopus0 to speak and hear.

## Recognizers

engine-none_works = { JOIN($reasons, " ") }
recognizer-not_named = No recognizer is named.
recognizer-unknown = There is no recognizer { QUOTE($name) }; there are { LIST($known) }.
recognizer-not_installed = The recognizer { QUOTE($name) } needs { $module }, which is not installed; `python run.py doctor` says how to get it, `python run.py fetch vosk` gets another.
recognizer-without_likeness = Likeness of sounds is not used: { $error }
google-offline = google needs the network, and offline mode is on.
google-hears = What people say is sent to Google to be recognized.
google-too_slow = google did not answer within { NUMBER($seconds) } s.
google-no_answer = google did not answer: { $reason }.
google-bad_answer = google gave an answer that is not understood.
moonshine-hears = Hearing with Moonshine: any words, in English only, on this machine.
moonshine-other_language = moonshine knows English only, not { QUOTE($language) }.
moonshine-missing = There is no Moonshine model; get it with `python run.py fetch moonshine`.
moonshine-not_whole = { $folder } is not a whole Moonshine model: { $part } is missing; `python run.py fetch moonshine` gets it.
moonshine-not_loaded = { $file } cannot be loaded; remove it and run `python run.py fetch moonshine`.
moonshine-failed = Moonshine could not read what was said; if that goes on, `python run.py doctor` says what is wrong.
moonshine-damaged = { $file } is damaged; remove it and run `python run.py fetch moonshine`.
sphinx-hears = Hearing with the rough built-in recognizer, which knows only the phrases expected of you; `python run.py fetch moonshine` gets one that takes dictation.
sphinx-needs_phrases = sphinx hears expected phrases only, and none are expected here.
sphinx-other_language = The built-in recognizer knows English only, not { QUOTE($language) }; get a Vosk model with `python run.py fetch vosk`.
vosk-missing = There is no Vosk model for { QUOTE($language) }; get one with `python run.py fetch vosk`, or name a folder in VOSK_MODEL_PATH.
vosk-no_folder = There is no folder { $folder } with a Vosk model.
vosk-not_whole = { $folder } is not a whole Vosk model of a version that can be used: { $part } is missing. Unpack it again, or fetch another.
vosk-too_slow = The Vosk model in { $folder } took longer than { $seconds } s to load; use a smaller one.
vosk-damaged = The Vosk model in { $folder } is damaged; remove the folder and fetch it again.

## Synthesizers

synthesizer-not_named = No synthesizer is named.
synthesizer-unknown = There is no synthesizer { QUOTE($name) }; there are { LIST($known) }.
espeak-no_data = espeak-ng has no data in { $folder }; install it again.
espeak-not_started = espeak-ng did not start; install it again.
espeak-no_voice = espeak-ng has no voice { QUOTE($voice) }; “en-us”, “en-gb”, “de” and “es” are some.
espeak-failed = espeak-ng could not say a sentence.
gtts-offline = gtts needs the network, and offline mode is on.
gtts-speaks = What the agent says is sent to Google to be spoken.
gtts-no_voice = gtts does not speak { QUOTE($voice) }.
gtts-too_slow = gtts did not answer within { NUMBER($seconds) } s.
gtts-no_answer = gtts did not answer: { $reason }.
gtts-bad_answer = gtts gave an answer that is not sound.
hibari-missing = hibari is not installed: `pip install hibari-tts`.
hibari-no_voice = hibari has no voice { QUOTE($voice) } here; there are { LIST($known) }.
hibari-failed = hibari could not say a sentence.
flite-missing = flite is not installed: `apt install flite`.
flite-no_voice = flite has no voice { QUOTE($voice) }; there are { LIST($known) }.

## What is said of what cannot be read aloud

aloud-code = some code, I've written it down
aloud-picture = a picture
aloud-spoiler = a spoiler
aloud-link = a link to { $host }
aloud-some_link = a link
aloud-somebody = somebody
aloud-role = a role
aloud-channel = a channel
aloud-some_time = some time
