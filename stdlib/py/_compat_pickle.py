# SPDX-License-Identifier: MIT
"""
Names of Python 2 and what became of them, for pickles of protocols below 3.

IMPORT_MAPPING and NAME_MAPPING lead from 2 to 3, by module and by (module, name); the REVERSE tables lead back.
"""

# Old module, new module. Where several became one, the first is the one that leads back.
_MODULES = """
    __builtin__ builtins  copy_reg copyreg  Queue queue  SocketServer socketserver  ConfigParser configparser
    repr reprlib  tkFileDialog tkinter.filedialog  tkSimpleDialog tkinter.simpledialog
    tkColorChooser tkinter.colorchooser  tkCommonDialog tkinter.commondialog  Dialog tkinter.dialog
    Tkdnd tkinter.dnd  tkFont tkinter.font  tkMessageBox tkinter.messagebox  ScrolledText tkinter.scrolledtext
    Tkconstants tkinter.constants  ttk tkinter.ttk  Tkinter tkinter  markupbase _markupbase  _winreg winreg
    thread _thread  dummy_thread _dummy_thread  dbhash dbm.bsd  dumbdbm dbm.dumb  dbm dbm.ndbm  gdbm dbm.gnu
    xmlrpclib xmlrpc.client  SimpleXMLRPCServer xmlrpc.server  httplib http.client
    htmlentitydefs html.entities  HTMLParser html.parser  Cookie http.cookies  cookielib http.cookiejar
    BaseHTTPServer http.server  test.test_support test.support  commands subprocess  urlparse urllib.parse
    robotparser urllib.robotparser  urllib2 urllib.request  anydbm dbm  _abcoll collections.abc
"""
_MODULES_FORTH = """
    cPickle pickle  _elementtree xml.etree.ElementTree  FileDialog tkinter.filedialog
    SimpleDialog tkinter.simpledialog  DocXMLRPCServer xmlrpc.server  SimpleHTTPServer http.server
    CGIHTTPServer http.server  UserDict collections  UserList collections  UserString collections
    whichdb dbm  StringIO io  cStringIO io
"""
_MODULES_BACK = "bz2 _bz2  dbm _dbm  functools _functools  gdbm _gdbm  pickle _pickle"

# Old module, old name, new module, new name.
_NAMES = """
    __builtin__ xrange builtins range             __builtin__ reduce functools reduce
    __builtin__ intern sys intern                 __builtin__ unichr builtins chr
    __builtin__ unicode builtins str              __builtin__ long builtins int
    itertools izip builtins zip                   itertools imap builtins map
    itertools ifilter builtins filter             itertools ifilterfalse itertools filterfalse
    itertools izip_longest itertools zip_longest  UserDict IterableUserDict collections UserDict
    UserList UserList collections UserList        UserString UserString collections UserString
    whichdb whichdb dbm whichdb                   _socket fromfd socket fromfd
    _multiprocessing Connection multiprocessing.connection Connection
    multiprocessing.process Process multiprocessing.context Process
    multiprocessing.forking Popen multiprocessing.popen_fork Popen
    urllib ContentTooShortError urllib.error ContentTooShortError
    urllib getproxies urllib.request getproxies   urllib pathname2url urllib.request pathname2url
    urllib quote_plus urllib.parse quote_plus     urllib quote urllib.parse quote
    urllib unquote_plus urllib.parse unquote_plus urllib unquote urllib.parse unquote
    urllib url2pathname urllib.request url2pathname
    urllib urlcleanup urllib.request urlcleanup   urllib urlencode urllib.parse urlencode
    urllib urlopen urllib.request urlopen         urllib urlretrieve urllib.request urlretrieve
    urllib2 HTTPError urllib.error HTTPError      urllib2 URLError urllib.error URLError
"""
_NAMES_FORTH = """
    __builtin__ basestring builtins str           exceptions StandardError builtins Exception
    UserDict UserDict collections UserDict        socket _socketobject socket SocketType
"""
_NAMES_BACK = """
    __builtin__ reduce _functools reduce          socket _socketobject _socket socket
    FileDialog FileDialog tkinter.filedialog FileDialog
    FileDialog LoadFileDialog tkinter.filedialog LoadFileDialog
    FileDialog SaveFileDialog tkinter.filedialog SaveFileDialog
    SimpleDialog SimpleDialog tkinter.simpledialog SimpleDialog
    DocXMLRPCServer ServerHTMLDoc xmlrpc.server ServerHTMLDoc
    DocXMLRPCServer XMLRPCDocGenerator xmlrpc.server XMLRPCDocGenerator
    DocXMLRPCServer DocXMLRPCRequestHandler xmlrpc.server DocXMLRPCRequestHandler
    DocXMLRPCServer DocXMLRPCServer xmlrpc.server DocXMLRPCServer
    DocXMLRPCServer DocCGIXMLRPCRequestHandler xmlrpc.server DocCGIXMLRPCRequestHandler
    SimpleHTTPServer SimpleHTTPRequestHandler http.server SimpleHTTPRequestHandler
    CGIHTTPServer CGIHTTPRequestHandler http.server CGIHTTPRequestHandler
"""

# Exceptions that Python 2 had, under the same name.
PYTHON2_EXCEPTIONS = tuple("""
    ArithmeticError AssertionError AttributeError BaseException BufferError BytesWarning DeprecationWarning
    EOFError EnvironmentError Exception FloatingPointError FutureWarning GeneratorExit IOError ImportError
    ImportWarning IndentationError IndexError KeyError KeyboardInterrupt LookupError MemoryError NameError
    NotImplementedError OSError OverflowError PendingDeprecationWarning ReferenceError RuntimeError
    RuntimeWarning StopIteration SyntaxError SyntaxWarning SystemError SystemExit TabError TypeError
    UnboundLocalError UnicodeDecodeError UnicodeEncodeError UnicodeError UnicodeTranslateError UnicodeWarning
    UserWarning ValueError Warning ZeroDivisionError
""".split())
# Exceptions that are told from their base only since Python 3.
PYTHON3_OSERROR_EXCEPTIONS = tuple("""
    BrokenPipeError ChildProcessError ConnectionAbortedError ConnectionError ConnectionRefusedError
    ConnectionResetError FileExistsError FileNotFoundError InterruptedError IsADirectoryError
    NotADirectoryError PermissionError ProcessLookupError TimeoutError
""".split())
PYTHON3_IMPORTERROR_EXCEPTIONS = ("ModuleNotFoundError",)
MULTIPROCESSING_EXCEPTIONS = ("AuthenticationError", "BufferTooShort", "ProcessError", "TimeoutError")


def _pairs(text):
    words = text.split()
    return list(zip(words[::2], words[1::2]))


def _forth_and_back():
    modules, names = dict(_pairs(_MODULES)), dict(_pairs_of_names(_NAMES))
    for name in PYTHON2_EXCEPTIONS:
        names["exceptions", name] = ("builtins", name)
    for name in MULTIPROCESSING_EXCEPTIONS:
        names["multiprocessing", name] = ("multiprocessing.context", name)
    modules_back = {new: old for old, new in modules.items()}
    names_back = {new: old for old, new in names.items()}
    modules.update(_pairs(_MODULES_FORTH))
    names.update(_pairs_of_names(_NAMES_FORTH))
    modules_back.update((new, old) for old, new in _pairs(_MODULES_BACK))
    names_back.update((new, old) for old, new in _pairs_of_names(_NAMES_BACK))
    for name in PYTHON3_OSERROR_EXCEPTIONS:
        names_back["builtins", name] = ("exceptions", "OSError")
    for name in PYTHON3_IMPORTERROR_EXCEPTIONS:
        names_back["builtins", name] = ("exceptions", "ImportError")
    return modules, names, modules_back, names_back


def _pairs_of_names(text):
    halves = _pairs(text)
    return list(zip(halves[::2], halves[1::2]))


IMPORT_MAPPING, NAME_MAPPING, REVERSE_IMPORT_MAPPING, REVERSE_NAME_MAPPING = _forth_and_back()
