# os: folders, links, times, trees, programs, the environment.
import os

os.makedirs("D/a")
open("D/f", "w").write("x")
os.symlink("f", "D/l")
it = os.scandir("D")
print(type(it), iter(it) is it, sorted(e.name for e in it), list(it), it.close(), list(it), [k for k in vars(os.DirEntry) if k[0] != "_"])
with os.scandir("D") as it:
    next(it)
print(list(it))
for attempt in (lambda: type(it)(), lambda: next(os.scandir("D")).name_):
    try:
        attempt()
    except (TypeError, AttributeError) as e:
        print(type(e).__name__, e)
fd = os.open("D", os.O_RDONLY)
print(sorted(os.listdir(fd)), sorted(e.path for e in os.scandir(fd)), sorted(e.stat().st_size == os.stat(e.name, dir_fd=fd).st_size for e in os.scandir(fd)), sorted(os.listdir(fd)))
os.close(fd)


def show(source):
    try:
        print(source, "->", repr(eval(source)))
    except BaseException as e:
        print(source, "|", type(e).__name__, e, *[getattr(e, n) for n in ("filename", "filename2") if getattr(e, n, None) is not None])


for source in (
    "list(os.scandir('D/'))[0].path[:2]",
    "sorted(e.path for e in os.scandir(b'D'))",
    "sorted(e.path for e in os.scandir('D/'))",
    "os.scandir('nope')",
    'os.scandir(99)',
    "sorted((repr(e),e.is_dir(),e.is_file(),e.is_symlink(),e.is_dir(follow_symlinks=False),e.is_file(follow_symlinks=False),e.is_junction(),e.stat().st_size==e.stat(follow_symlinks=False).st_size,e.inode()==os.lstat(e.path).st_ino,os.fspath(e)) for e in os.scandir('D'))",
    'os.DirEntry[int]',
    "hash(next(os.scandir('D'))) is not None",
    "next(os.scandir('D')).is_dir(True)",
    "next(os.scandir('D')).stat(follow=1)",
    "sorted(os.listdir(b'D'))",
    "os.link('D/l','D/m')",
    "os.path.islink('D/m')",
    "os.unlink('D/m')",
    "os.link('D/l','D/m',follow_symlinks=False)",
    "os.path.islink('D/m')",
    "os.unlink('D/m')",
    "os.link('D/l','D/m',follow_symlinks=True)",
    "os.path.islink('D/m')",
    "os.unlink('D/m')",
    "os.chmod('D/l',0o600,follow_symlinks=False)",
    "os.chown('D/f',-1,-1)",
    "os.utime('D/f',(1.5,2))",
    "os.stat('D/f').st_mtime",
    "os.stat('D/f').st_atime_ns",
    "os.utime('D/f',ns=(1,2**40))",
    "os.stat('D/f').st_mtime_ns",
    "os.utime('D/f',(float('nan'),1))",
    "os.utime('D/f',(1e30,1))",
    "os.utime('D/f',(10**30,1))",
    "os.utime('D/f',ns=(10**40,1))",
    "os.utime('D/f',(-1.5,1))",
    "os.stat('D/f').st_atime",
    "os.stat('D/f').st_atime_ns",
    "os.rename('D/f','D/a')",
    "os.rmdir('D')",
    "os.unlink('D')",
    "os.open('D/f',os.O_RDONLY|os.O_CREAT|os.O_EXCL)",
    "os.mkdir('D',dir_fd=99)",
    "os.chown('D/f',2**63,-1)",
    "os.chown('D/f',10**30,-1)",
    'os.getcwdb()==os.getcwd().encode()',
    "os.posix_spawn('/bin/true',['true'],os.environ)>0",
    'os.waitpid(-1,0)[1]',
    'os.waitid(os.P_ALL,0,os.WEXITED|os.WNOHANG)',
    "os.get_exec_path({'PATH':'a:b'})",
    'os.get_exec_path({})',
    "os.get_exec_path({b'PATH':b'a'})",
    "os.popen('echo hi').read()",
    "os.popen('exit 3').close()",
    'os.popen(5)',
    "os.popen('x','q')",
    "os.popen('x','r',0)",
    "os.spawnlp(os.P_WAIT,'sh','sh','-c','exit 4')",
    "os.spawnv(os.P_WAIT,'/bin/nope',['nope'])",
    "os.spawnv(os.P_WAIT,'/bin/true',[])",
    "os.spawnv(os.P_WAIT,'/bin/true',5)",
    "os.spawnv(os.P_WAIT,'/bin/true',[''])",
    "os.execvp('nope-nope',['a'])",
    "os.execvpe('nope-nope',['a'],{'PATH':'/x'})",
    "os.execl('nope','a')",
    "os.execle('nope','a',{})",
    "os.execlp('nope-n','a')",
    "os.fdopen('x')",
    'os.fdopen(99)',
    "list(os.walk('nope'))",
    "sorted(list(os.walk('D'))[0][1])",
    "list(os.walk('nope',onerror=print))",
    'list(os.walk(5))',
    "[(a,sorted(b),sorted(c)) for a,b,c,d in os.fwalk('D')]",
    "list(os.fwalk('nope'))",
    "[(a,b) for a,b,c in os.walk('D',topdown=False)]",
    "os.makedirs('D/a',exist_ok=True)",
    "os.makedirs('D/f',exist_ok=True)",
    "os.makedirs('D/f/x')",
    "os.makedirs('D/q/w/')",
    "os.removedirs('D/q/w')",
    "os.renames('D/f','D/z/f')",
    "os.renames('D/z/f','D/f')",
    "os.path.exists('D/z')",
    "os.makedirs('D/a/.')",
    'os.environ|5',
    'type(os.environ|{})',
    "os.environb[b'PATH']==os.environ['PATH'].encode()",
    "os.environb['x']",
    "'x' in os.environb",
    '5 in os.environ',
    'os.environ.get(5)',
    "os.getenv(b'x')",
    "os.getenvb('x')",
    "os.getenvb(b'nope')",
    "os.environ.__ior__({'A1':'b'}) is os.environ",
    "os.environ['A1']",
    "os.environ.pop('A1')",
    "os.environ.pop('A1')",
    "os.environ.__delitem__('A=B')",
    "os.environ.__setitem__('','x')",
    'os.environ.unsetenv',
    'len(os.environ)>0',
    'list(os.environ)==list(os.environ.keys())',
    'os.environ==dict(os.environ)',
    'hash(os.environ)',
    "os.environ.setdefault('A',5)",
    "os.environ.setdefault('A2','x')",
    "os.environ.pop('A2')",
    "os.getenv('x',default=5)",
    'os.environ.fromkeys',
    'os.reload_environ()',
    'len(os.environ)>0',
    "{'a':1}|os.environ != 5",
    "os.environ.update(ZZ='1')",
    "os.environ.update({'ZY':'1'},ZX='3')",
    "os.environ['ZX']",
    'os.environ.update(5)',
):
    show(source)
