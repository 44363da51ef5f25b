### What other messages are made of. QUOTE, COUNT and their like: agent/prompts/functions.py.

none = none
# What is said with it for the ear is written, too.
elsewhere = text channel
percent = { $number } %
    .ear = { $number } percent
and-more = { $shown }, and { COUNT($left) } more
either = { $others } or { $last }
    .ear = { $others }, or { $last }
example = { $number }. { QUOTE($input) } gives { QUOTE($output) }
no-examples = None yet.
how-far = { PROGRESS($fraction) ->
        [begun] just begun
        [third] a third done
        [half] halfway
       *[nearly] nearly done
    }
