# exit: 1
naïve = "日本語"
print(naïve + "é😀" + 5 + "end")
