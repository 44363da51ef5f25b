### Pictures and files that are answered with.

idle-answer-file = { $answer }
    .ear = { $words ->
        [no] The answer is a file in the { elsewhere }.
       *[yes] { $answer }. The file is in the { elsewhere }.
    }
attached-how =
    { QUOTE($file) } holds no examples to learn from. It can be an answer, though: send it along with “when I say cat you answer”; in a terminal, type cat => { "{" }file:{ $file }{ "}" }.
attached-too_many = I read one file of examples at a time, and these are { $count }; send them one by one.
attached-too_large = { $file } has { NUMBER($megabytes, maximumFractionDigits: 1) } MB, and what I answer with may have { $most } MB at most.
