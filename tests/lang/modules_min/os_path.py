# os.path: joining, splitting, normalising.
import os
from os import path

def show(cases):
    for case in cases.strip().splitlines():
        try:
            result = repr(eval(case))
        except Exception as error:
            result = f"{type(error).__name__}: {error}"
        print(f"{case:40} {result}")


show("""
path.join('a', 'b')
path.join('a', '/b')
path.join('a/', 'b', '', 'c')
path.join('')
path.join('a', '')
path.join(b'a', b'b')
path.join('a', b'b')
path.join()
path.join('a', 5)
path.split('/a/b/c')
path.split('/a/b/')
path.split('a')
path.split('/')
path.split('')
path.basename('/a/b.txt')
path.dirname('/a/b.txt')
path.dirname('//a')
path.splitext('a.txt')
path.splitext('a.tar.gz')
path.splitext('.bashrc')
path.splitext('a.b/c')
path.splitext('a.')
path.normpath('a//b/../c/./d')
path.normpath('')
path.normpath('/../a')
path.normpath('../../a')
path.normpath('//a')
path.isabs('/a')
path.isabs('a')
path.abspath('x') == path.join(os.getcwd(), 'x')
path.relpath('/a/b/c', '/a/d')
path.relpath('/a', '/a')
path.commonprefix(['/usr/lib', '/usr/local'])
path.commonpath(['/usr/lib', '/usr/local'])
path.commonpath(['/a', 'b'])
path.commonprefix([])
path.expanduser('a')
path.splitdrive('/a')
path.normcase('A')
path.exists('')
path.exists(5.5)
path.isdir('.')
path.isfile('.')
path.getsize('none')
path.lexists('none')
path.samefile('.', os.getcwd())
path.realpath('.') == path.realpath(os.getcwd())
path.sep, path.pardir, path.curdir, path.extsep, path.altsep, path.pathsep
os.sep, os.linesep, os.curdir, os.devnull, os.name
path.join is os.path.join, path.__name__
path.expandvars('$NOT_SET_ANYWHERE/x')
path.splitroot('/a/b')
""")
