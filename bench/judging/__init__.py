"""Small random tasks, and who judges in them what to answer, ask back or leave."""
