### What the command line says about the other rooms of the house.

package-wyoming = engines on other machines, and the satellites of Home Assistant
setting-wyoming_recognizer = Where a Wyoming server is that hears, host:port; RECOGNIZER names it “wyoming”.
setting-wyoming_synthesizer = Where a Wyoming server is that speaks, host:port; SYNTHESIZER names it “wyoming”.
setting-wyoming_voice = What that server calls the voice; its own choice, where empty.
setting-openai_url = Where a service with OpenAI's interface is, up to /v1; RECOGNIZER and SYNTHESIZER name it “openai”.
setting-openai_key = The key of that service, where it wants one.
setting-openai_hears_with = That service's model to hear with.
setting-openai_speaks_with = That service's model to speak with.
setting-openai_voice = What that service calls the voice.
setting-service_seconds = Seconds that an engine elsewhere may take for each step.
