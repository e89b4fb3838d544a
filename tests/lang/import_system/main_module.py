# __main__: its names, importing it, and a module that imports the program by name.
import sys

import __main__

value = "in main"
print(__main__ is sys.modules["__main__"], __main__.value, __name__, __main__.__dict__ is globals(), repr(__main__).split(" from ")[0], __file__.endswith("main_module.py"), __main__.__spec__)
if "again" not in sys.modules:
    sys.modules["again"] = True
    import main_module

    print(main_module is __main__, main_module.value, main_module.__name__, main_module.__spec__.name)
    main_module.value = "changed in the copy"
    print(value)


def function():
    return __name__, __main__.value


print(function(), function.__module__, type("C", (), {}).__module__)
