partial = "set before the failure"
raise RuntimeError("fails on import")
