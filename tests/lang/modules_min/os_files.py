# os: files and folders.
import os

os.mkdir("d")
os.makedirs("d/a/b", exist_ok=True)
with open("d/f.txt", "w") as f:
    f.write("hello")
print(sorted(os.listdir("d")), os.path.exists("d/f.txt"), os.path.isdir("d"), os.path.isfile("d/f.txt"), os.path.getsize("d/f.txt"), os.stat("d/f.txt").st_size, os.stat("d").st_mode & 0o170000 == 0o040000)
os.rename("d/f.txt", "d/g.txt")
print(sorted(os.listdir("d")), os.access("d/g.txt", os.R_OK), os.access("nothing", os.F_OK))
os.replace("d/g.txt", "d/h.txt")
os.chmod("d/h.txt", 0o600)
print(oct(os.stat("d/h.txt").st_mode & 0o777))
for top, dirs, files in os.walk("d"):
    print(top, sorted(dirs), sorted(files))
with os.scandir("d") as it:
    print(sorted((e.name, e.is_dir(), e.is_file(), e.path) for e in it))
os.symlink("h.txt", "d/link")
print(os.readlink("d/link"), os.path.islink("d/link"), os.lstat("d/link").st_size)
os.remove("d/link")
os.unlink("d/h.txt")
os.rmdir("d/a/b")
os.removedirs("d/a")
print(os.path.exists("d"))
for source in ("os.mkdir('.')", "os.rmdir('none')", "os.remove('none')", "os.listdir('none')", "os.rename('none', 'x')", "os.stat('none')", "os.mkdir('a/b/c')", "os.chdir('none')", "os.listdir(5.5)", "os.mkdir(5)", "os.stat('a\\0b')", "os.remove('.')", "os.open('none', os.O_RDONLY)", "os.close(12345)", "os.read(12345, 1)",
               "os.makedirs('.')", "os.readlink('.')"):
    try:
        eval(source)
        print(source, "fine")
    except (OSError, TypeError, ValueError) as e:
        print(source, "|", type(e).__name__, e)
here = os.getcwd()
os.mkdir("sub")
os.chdir("sub")
print(os.path.basename(os.getcwd()), os.path.dirname(os.getcwd()) == here, os.listdir())
os.chdir("..")
print(os.getcwd() == here)
fd = os.open("raw", os.O_CREAT | os.O_RDWR | os.O_TRUNC, 0o644)
print(os.write(fd, b"raw bytes"), os.lseek(fd, 0, os.SEEK_SET), os.read(fd, 3), os.read(fd, 100), os.read(fd, 1), os.fstat(fd).st_size, os.isatty(fd))
os.close(fd)
r, w = os.pipe()
os.write(w, b"through a pipe")
os.close(w)
print(os.read(r, 100), os.read(r, 1))
os.close(r)
print(os.fspath("x"), os.fspath(b"y"), os.fsencode("é"), os.fsdecode(b"\xc3\xa9"))


class P:
    def __fspath__(self):
        return "raw"


print(os.path.exists(P()), os.stat(P()).st_size, open(P()).read())
for bad in (5, None, type("B", (), {"__fspath__": lambda s: 5})()):
    try:
        os.fspath(bad)
    except TypeError as e:
        print(e)
