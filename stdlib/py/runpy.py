# SPDX-License-Identifier: MIT
"""
Running modules and scripts by name, as `islet -m` does.
"""
import sys
from importlib import util as _util

__all__ = ["run_module", "run_path"]


class _Error(Exception):
    """Error that _run_module_as_main() should report without a traceback"""


def _get_module_details(mod_name, error=ImportError):
    if mod_name.startswith("."):
        raise error("Relative module names not supported")
    pkg_name, _, _ = mod_name.rpartition(".")
    if pkg_name:
        try:
            __import__(pkg_name)
        except ImportError as e:
            if e.name is None or (e.name != pkg_name and not pkg_name.startswith(e.name + ".")):
                raise
    try:
        spec = _util.find_spec(mod_name)
    except (ImportError, AttributeError, TypeError, ValueError) as ex:
        msg = "Error while finding module specification for {!r} ({}: {})"
        if mod_name.endswith(".py"):
            msg += (f". Try using '{mod_name[:-3]}' instead of "
                    f"'{mod_name}' as the module name.")
        raise error(msg.format(mod_name, type(ex).__name__, ex)) from ex
    if spec is None:
        raise error("No module named %s" % mod_name)
    if spec.submodule_search_locations is not None:
        if mod_name == "__main__" or mod_name.endswith(".__main__"):
            raise error("Cannot use package as __main__ module")
        try:
            return _get_module_details(mod_name + ".__main__", error)
        except error as e:
            if mod_name not in sys.modules:
                raise
            raise error(("%s; %r is a package and cannot be directly executed") % (e, mod_name))
    loader = spec.loader
    if loader is None:
        raise error("%r is a namespace package and cannot be executed" % mod_name)
    try:
        code = loader.get_code(mod_name)
    except ImportError as e:
        raise error(format(e)) from e
    if code is None:
        raise error("No code object available for %s" % mod_name)
    return mod_name, spec, code


def _fill(namespace, name, spec, package, file, init_globals=None):
    if init_globals is not None:
        namespace.update(init_globals)
    namespace.update(__name__=name, __file__=file, __cached__=None, __doc__=None, __package__=package, __spec__=spec,
                     __loader__=None if spec is None else spec.loader)


def _run_module_as_main(mod_name, alter_argv=True):
    """Runs the module in __main__'s namespace."""
    try:
        mod_name, spec, code = _get_module_details(mod_name, _Error)
    except _Error as exc:
        sys.exit("%s: %s" % (sys.executable, exc))
    main_globals = sys.modules["__main__"].__dict__
    if alter_argv:
        sys.argv[0] = spec.origin
    _fill(main_globals, "__main__", spec, spec.parent, spec.origin)
    exec(code, main_globals)
    return main_globals


class _TempModule:
    """A module that stands in sys.modules while code runs in its namespace."""

    def __init__(self, name):
        self.name = name
        self.module = type(sys)(name)
        self.saved = []

    def __enter__(self):
        if self.name in sys.modules:
            self.saved.append(sys.modules[self.name])
        sys.modules[self.name] = self.module
        return self

    def __exit__(self, *args):
        if self.saved:
            sys.modules[self.name] = self.saved.pop()
        else:
            sys.modules.pop(self.name, None)


def run_module(mod_name, init_globals=None, run_name=None, alter_sys=False):
    """Execute a module's code without importing it.

    Returns the resulting module globals dictionary.
    """
    mod_name, spec, code = _get_module_details(mod_name)
    if run_name is None:
        run_name = mod_name
    if not alter_sys:
        namespace = {}
        _fill(namespace, run_name, spec, spec.parent, spec.origin, init_globals)
        exec(code, namespace)
        return namespace
    with _TempModule(run_name) as temp:
        namespace = temp.module.__dict__
        argv0, sys.argv[0] = sys.argv[0], spec.origin
        try:
            _fill(namespace, run_name, spec, spec.parent, spec.origin, init_globals)
            exec(code, namespace)
        finally:
            sys.argv[0] = argv0
        return namespace.copy()


def run_path(path_name, init_globals=None, run_name=None):
    """Execute code located at the specified filesystem location.

    Returns the resulting module globals dictionary.
    """
    if run_name is None:
        run_name = "<run_path>"
    with open(path_name, "rb") as file:
        source = file.read()
    code = compile(source, path_name, "exec")
    with _TempModule(run_name) as temp:
        namespace = temp.module.__dict__
        argv0, sys.argv[0] = sys.argv[0], path_name
        try:
            _fill(namespace, run_name, None, run_name.rpartition(".")[0], path_name, init_globals)
            exec(code, namespace)
        finally:
            sys.argv[0] = argv0
        return namespace.copy()
