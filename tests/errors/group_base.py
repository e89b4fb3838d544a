# exit: 1
raise BaseExceptionGroup("base", [SystemExit(3), ValueError("v")])
