# A file beside the program that has the name of a library module: it is imported, and errors advise to rename it.
with open(__file__.rpartition("/")[0] + "/colorsys.py", "w") as file:
    file.write("value = \"the program's own file\"\n")
import colorsys

print(colorsys.value)


def show(error):
    print(str(error).replace(__file__.rpartition("/")[0], "."))


try:
    colorsys.rgb_to_hsv
except AttributeError as error:
    show(error)
try:
    from colorsys import rgb_to_hsv
except ImportError as error:
    show(error)
