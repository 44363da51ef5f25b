### Engines on other machines of the house: what is told about them.

wyoming-bad_address = { QUOTE($given) } is no address of a Wyoming server: it is a host and a port, such as 192.168.1.5:10300.
wyoming-no_recognizer = The recognizer wyoming needs the address of a server in WYOMING_RECOGNIZER, such as 192.168.1.5:10300.
wyoming-no_synthesizer = The synthesizer wyoming needs the address of a server in WYOMING_SYNTHESIZER, such as 192.168.1.5:10200.
wyoming-offline = The Wyoming server at { $address } is on another machine, and offline mode is on.
wyoming-not_found = No Wyoming server that { $kind ->
        [asr] hears
       *[tts] speaks
    } says on this network that it is there; give its address instead of “zeroconf”, such as 192.168.1.5:10300.
wyoming-hears = What people say is sent to the Wyoming server at { $address } to be recognized.
wyoming-speaks = What the agent says is sent to the Wyoming server at { $address } to be spoken.
wyoming-too_slow = The Wyoming server at { $address } did not answer within { NUMBER($seconds) } s.
wyoming-no_answer = The Wyoming server at { $address } cannot be reached: { $reason }.
wyoming-closed = The Wyoming server at { $address } closed the connection without an answer.
wyoming-refused = The Wyoming server at { $address } says: { $reason }
wyoming-bad_answer = The Wyoming server at { $address } gave an answer that is not understood.
wyoming-no_program = The Wyoming server at { $address } { $kind ->
    [asr] hears
   *[tts] speaks
} nothing: it is of another kind.
openai-no_url = openai needs the address of a service in OPENAI_URL, such as http://192.168.1.5:8000/v1.
openai-bad_url = OPENAI_URL is no address of a service: it begins with http:// or https:// and mostly ends with /v1.
openai-offline = The service in OPENAI_URL is on another machine, and offline mode is on.
openai-hears = What people say is sent to { $host } to be recognized.
openai-speaks = What the agent says is sent to { $host } to be spoken.
openai-too_slow = The service in OPENAI_URL did not answer within { NUMBER($seconds) } s.
openai-no_answer = The service in OPENAI_URL cannot be reached.
openai-refused = The service in OPENAI_URL refused with status { $status }; { $status ->
    [401] OPENAI_KEY is missing or wrong.
    [404] its address or the model's name is wrong.
   *[other] its log says more.
}
openai-bad_answer = The service in OPENAI_URL gave an answer that is not understood.
