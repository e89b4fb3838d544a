print("one", __name__, __package__)
name = "one's name"
