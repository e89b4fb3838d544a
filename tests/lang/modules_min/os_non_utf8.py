# Names that are not UTF-8 make the round trip, as str and as bytes.
import os

name = b"caf\xe9-\xff"
os.mkdir(name)
with open(os.path.join(name, b"f\x80"), "w") as f:
    f.write("inside")
text = os.fsdecode(name)
print(ascii(text), os.fsencode(text) == name)
print([ascii(n) for n in os.listdir()if n.startswith("caf")], [n for n in os.listdir(b".") if n.startswith(b"caf")])
print([ascii(n) for n in os.listdir(text)], os.listdir(name), [ascii(e.path) for e in os.scandir(text)], [e.path for e in os.scandir(name)])
with open(os.path.join(text, "f\udc80")) as f:
    print(f.read(), ascii(f.name))
for attempt in (lambda: os.stat(text + "x"), lambda: os.stat(name + b"x"), lambda: os.rename(text + "x", b"y\xfe"), lambda: open(text + "x"), lambda: os.stat("\ud800"), lambda: open("\ud800")):
    try:
        attempt()
    except (OSError, ValueError) as e:
        print(type(e).__name__, ascii(str(e)), ascii(getattr(e, "filename", None)), ascii(getattr(e, "filename2", None)))
os.symlink(name, b"l\xe9")
print(ascii(os.readlink("l\udce9")), os.readlink(b"l\xe9"), ascii(os.path.basename(os.path.realpath("l\udce9"))), os.path.basename(os.path.realpath(b"l\xe9")))
os.chdir(text)
print(ascii(os.path.basename(os.getcwd())), os.path.basename(os.getcwdb()))
os.environ["ODD"] = "v\udcfe"
print(os.environb[b"ODD"], os.popen("printf %s $ODD | od -An -tx1").read().split())
os.environb[b"ODD\xe9"] = b"\xff"
print(ascii(os.environ["ODD\udce9"]), ascii([k for k in os.environ if k.startswith("ODD")]))
