# exit: 1
raise SystemExit(257)
