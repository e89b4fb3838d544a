# exit: 1
x = f"{f'{1 +}'}"
