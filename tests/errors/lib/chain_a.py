from . import chain_b
