### What can go wrong in learning.

## Files of examples: a problem is said after the file and the place

dataset-in_file = { $file }: { $problem }.
dataset-at = { $place }: { $problem }
place-item = item { $number }
place-line = line { $number }
place-path = at { $path }
place-line_column = line { $line }, column { $column }
problem-too_many_bytes = the file has { NUMBER($bytes, useGrouping: 1) } bytes, the limit is { NUMBER($most, useGrouping: 1) }
problem-too_many_examples = there are { NUMBER($count, useGrouping: 1) } examples, the limit is { NUMBER($most, useGrouping: 1) }; send fewer
problem-no_examples = there are no examples in it; at least one is needed
problem-not_an_example = expected { $shape }, found { $found }
problem-no_field = has no "{ $field }"
problem-not_text = "{ $field }" must be text, found { $found }
problem-empty_input = "input" is empty
problem-empty_output = "output" is empty; write null for what is not to be answered
problem-too_long = "{ $field }" has { NUMBER($length, useGrouping: 1) } characters, the limit is { NUMBER($most, useGrouping: 1) }
problem-broken_character = "{ $field }" holds a broken character (NUL or half a surrogate pair)
problem-not_unicode = byte { $byte } is not { $encoding }; save the file as UTF-8 and send it again
problem-no_data = the object has no "data"; expected { $shape }
problem-data_not_a_list = "data" must be a list of examples, found { $found }
problem-no_header = a CSV file needs a header with the columns "input" and "output"
problem-too_many_columns = found { $found } columns, the header has { $most }; put quotes around a text with a comma, semicolon or tab in it
problem-no_arrow = expected question => answer
problem-too_few_columns = expected at least { $least } columns, found { $found }
problem-not_csv = this is not CSV ({ $reason })
problem-not_json = this is not JSON ({ $reason })
problem-nested_too_deeply = brackets are nested too deeply; expected { $shape }
problem-long_number = a number is too long; texts are expected
problem-key_twice = an object has the key { $key } twice
problem-not_json_value = { $value } is not JSON; texts are expected
problem-not_yaml = this is not YAML ({ $reason })
problem-broken_yaml = this is not YAML: it holds characters that no text has
problem-large_yaml = it has { NUMBER($characters, useGrouping: 1) } characters, the limit for YAML is { NUMBER($most, useGrouping: 1) }
problem-alias = YAML's references (*name) are not followed; write the text out
problem-odd_key = a key is a list or a map; texts are expected
problem-odd_shape = this looks like { $format }, but not as it writes it
problem-nothing_in = this is a file of { $format } with no example sentences in it; send the file that has them
problem-broken_zip = this zip file is broken; make it again
problem-encrypted = this zip file is encrypted; send it without a password
problem-large_zip = this zip file holds more than { $members } files or { $most } MB
problem-member_missing = { $member } is missing from this zip file
problem-broken_spreadsheet = this spreadsheet is broken; save it as CSV and send that
problem-long_sheet = this spreadsheet has more than { NUMBER($most, useGrouping: 1) } rows; send fewer
problem-no_columns = this is a spreadsheet without a header with the columns "input" and "output"
problem-several_sheets = this is a spreadsheet with several sheets ({ LIST($sheets) }), { $with_columns ->
        [0] and none
       *[other] and not just one
    } has a header with the columns "input" and "output"; save the right one as CSV and send that
problem-foreign = this is { $what }, which I cannot read; send JSON, CSV, YAML, .xlsx, or text with a line "question => answer" for each
file_kind-old_office = a file of an old Office (.xls, .doc or .ppt)
file_kind-pdf = a PDF
file_kind-compressed = a compressed file
file_kind-picture = a picture
file_kind-sound = a sound
file_kind-database = a database
file_kind-rich_text = rich text (RTF)
file_kind-web_page = a web page
file_kind-xml = XML
file_kind-word = a Word document
file_kind-slides = a file of slides
file_kind-opendocument = an OpenDocument file
file_kind-zip = a zip file of something else
kind-object = an object
kind-list = a list
kind-text = text
kind-boolean = true or false
kind-null = null
kind-number = a number

dataset-too_few_answers = The dataset has { $outputs ->
        [0] no answers
       *[one] one answer
    }; training needs at least two different answers to tell apart.

## Models

model-none = There is no model yet; say train to make one.
model-not_served = Model { $model } is damaged, so I answer without it. `{ $prefix }select_dataset { $dataset }` and a yes train it anew.
model-file_missing = { $file } is missing from the model { $model }.
model-file_changed = { $file } of the model { $model } has changed since training.
model-other_version = { $file } of the model { $model } is of another version; train again.
model-file_broken = { $file } of the model { $model } is broken.
model-no_files = { $file } of the model { $model } lacks the model's files.
model-needs_encoder = The model { $model } was trained with a sentence encoder that is not here; fetch the encoder or train again.
model-pointer_healed = The note of which model is in use was damaged, so I answer with { $model }, the newest one that is whole. Roll back, where it should be an earlier one.
model-learning_anew = My sentence encoder was exchanged, so I am learning anew what I was taught; until then I answer only what was taught word for word.
work-no_result = The work ended without a result.
work-died = The process doing the work died (exit code { $code }).
work-too_long = It took too long ({ COUNT($seconds) } seconds) and was ended; try it with less data.
work-no_memory = There was not enough memory ({ COUNT($megabytes) } megabytes); try it with less data.
work-line_full = Too many trainings wait already; try again in a few minutes.
work-cancelled = The work was cancelled.

## Sentence encoders

encoder-unknown = There is no encoder { QUOTE($name) }; there are { LIST($known) }.
encoder-bad_graph = { $file } is not an ONNX graph that can be run here.
encoder-not_an_encoder = { $file } is not a sentence encoder: expected the inputs input_ids and attention_mask and an output of vectors, found { $inputs } and shape { $shape }.
encoder-bad_tokenizer = { $file } is not a tokenizer.
encoder-missing = There is no sentence encoder in { $folder }: { $file } cannot be read; fetch it again.
encoder-bad_weights = { LIST($files) } do not hold the expected weights: { $reason }.
encoder-not_fetched = { $reason }
encoder-disk_full = The disk of { $folder } is full; the encoder needs about { $megabytes } MB while it is fetched.
encoder-not_written = The encoder cannot be written to { $folder }: { $reason }.
model-without_program = The model { $model } was made before models could be exported; train again.
