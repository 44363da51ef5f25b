### What the command line says about the other rooms of the house.

package-wyoming = engines on other machines, and the satellites of Home Assistant
setting-wyoming_recognizer = Where a Wyoming server is that hears, host:port, or zeroconf for one that says on the network that it is there; RECOGNIZER names it “wyoming”.
setting-wyoming_synthesizer = Where a Wyoming server is that speaks, host:port, or zeroconf; SYNTHESIZER names it “wyoming”.
setting-wyoming_voice = What that server calls the voice; its own choice, where empty.
setting-openai_url = Where a service with OpenAI's interface is, up to /v1; RECOGNIZER and SYNTHESIZER name it “openai”.
setting-openai_key = The key of that service, where it wants one.
setting-openai_hears_with = That service's model to hear with.
setting-openai_speaks_with = That service's model to speak with.
setting-openai_voice = What that service calls the voice.
setting-service_seconds = Seconds that an engine elsewhere may take for each step.

house-program = Answers what it was taught by talking to it
house-model = What was taught in { $workspace }
house-not_opened = { $address } cannot be served: { $reason }.
cli-wyoming = Answer the satellites of Home Assistant
cli-wyoming-uri = where to be reached; { $uri } unless WYOMING_URI says otherwise
cli-wyoming-workspace = whose lessons to answer from; { $workspace } unless WYOMING_WORKSPACE says otherwise
cli-wyoming-teaching = who teaches by a satellite, for there is no password; auto is anybody for the console's lessons, and nobody for those of a Discord server
cli-wyoming-serving = Satellites are answered at tcp://{ $address } from what was taught in { QUOTE($workspace) }.
cli-wyoming-open_to_all = The protocol has no password: whoever reaches this port is answered{ $teaching ->
    [yes] , and teaches
   *[no] {""}
}.
setting-wyoming_uri = Where satellites reach me while I am in Discord or in the terminal, such as tcp://127.0.0.1:10700; nowhere, where empty.
setting-wyoming_teaching = Who teaches by a satellite: anybody, nobody, or auto, which is anybody for the console's lessons and nobody for those of a Discord server.
setting-wyoming_workspace = Whose lessons satellites are answered from: a folder's name in datasets/.

## The live view

cli-watch = Watch the agent that is at work in this home: states, what was heard, times and queues
setting-watch_words = Whether `watch` shows what people say, and not only how surely it was heard.
watch-nobody = No agent that can be watched is at work in { $home }; these are the dialogs that it keeps.
watch-over = The agent has stopped.
watch-heard = { $engine } { NUMBER($confidence, minimumFractionDigits: 2, maximumFractionDigits: 2) }, { $late } ms{ $shown ->
    [yes] : { QUOTE($text) }
   *[no] {""}
}{ $taken ->
    [yes] {""}
   *[no] {" "}(not for me)
}
watch-turn = { $kind } { $took } ms, waited { $waited } ms
watch-moved = { $before } → { $after }
watch-queues = { $waiting } waiting, { $jobs } running
watch-column-who = Who
watch-column-state = State
watch-column-heard = Heard
watch-column-turn = Last turn
watch-column-waiting = Waiting
watch-column-jobs = Running
