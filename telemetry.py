"""Libraries that report to their makers, told not to before anything imports them.

ONNX Runtime sends what it runs to Microsoft from 1.29 on (its docs/Privacy.md). Set before it is
imported, this keeps it from that whole: no connection, no device id, no file; a process that is
started inherits it.
"""

import os

os.environ["ORT_DISABLE_TELEMETRY"] = "1"
