"""The frames in which Discord has sound: 20 ms of 48 kHz, 16-bit, stereo."""

RATE = 48_000
CHANNELS = 2
SAMPLE_BYTES = 2
FRAME_SECONDS = 0.02
FRAME_SAMPLES = int(RATE * FRAME_SECONDS)
SILENCE = b"\xf8\xff\xfe"
"""A frame of silence, as Opus."""
