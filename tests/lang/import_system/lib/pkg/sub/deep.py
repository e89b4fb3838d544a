from ...pkg.sub import name
from . import name as again

result = (name, again, __package__)
