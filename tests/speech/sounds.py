"""Small sounds made on the spot: tones, and files of every kind we read."""

from pathlib import Path

import av
import numpy as np

from speech.audio import Format

CODECS = {"wav": "pcm_s16le", "ogg": "libopus", "mp3": "libmp3lame", "m4a": "aac", "flac": "flac"}


def tone(seconds: float, form: Format, hertz: float = 440.0, level: float = 0.3) -> bytes:
    """A sine, the same in all channels."""
    time = np.arange(round(seconds * form.rate)) / form.rate
    wave = (np.sin(2 * np.pi * hertz * time) * level * 32767).astype(np.int16)
    return np.repeat(wave, form.channels).tobytes()


def pitch(pcm: bytes, form: Format) -> float:
    """The strongest frequency, in hertz."""
    wave = np.frombuffer(pcm, np.int16)[:: form.channels].astype(float)
    return float(np.argmax(np.abs(np.fft.rfft(wave))) * form.rate / len(wave))


def write_file(
    path: Path, pcm: bytes, form: Format, codec: str = "", layout: str = "", **options: str
) -> Path:
    """Encode PCM by the codec of the file's ending, or another; `options` are FFmpeg's."""
    layout = layout or ("mono" if form.channels == 1 else "stereo")
    with av.open(str(path), "w", options=options) as container:
        stream = container.add_stream(codec or CODECS[path.suffix[1:]], rate=form.rate)
        assert isinstance(stream, av.AudioStream)
        stream.layout = layout
        frame = av.AudioFrame.from_ndarray(
            np.frombuffer(pcm, np.int16).reshape(1, -1), format="s16", layout=layout
        )
        frame.rate = form.rate
        resampler = av.AudioResampler(format=stream.format, layout=layout, rate=form.rate)
        fifo = av.AudioFifo()
        for out in resampler.resample(frame) + resampler.resample(None):
            fifo.write(out)
        size = stream.codec_context.frame_size or 1024
        while (part := fifo.read(size, partial=True)) is not None:
            container.mux(stream.encode(part))
        container.mux(stream.encode(None))
    return path
