"""How long tests wait for what must come. Only a test that fails waits so long, so it is long:

a busy machine is no defect. What must be quick is measured in CPU time, not by the clock.
"""

PATIENCE = 120.0
"""Seconds until a test gives up."""
SLACK = 10.0
"""Seconds that a busy machine may add to what waits for a limit of ours."""
