# exit: 1
raise RuntimeError("first line\nsecond line\n  indented")
