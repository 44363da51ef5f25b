"""Sound to utterances and text to sound, without the agent. Everything comes in as arguments."""

import telemetry as telemetry
