print("pkg init", __name__, __package__, [p.rsplit("/", 1)[-1] for p in __path__])
from .one import name as first
from . import two

attribute = "pkg attribute"
