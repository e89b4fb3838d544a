# exit: 1
e = ValueError("strange notes")
e.__notes__ = "just text"
raise e
