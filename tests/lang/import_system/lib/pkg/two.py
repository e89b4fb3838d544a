from .one import name as other
from ..pkg import one
from .. import plain_sibling

print("two", other, one.name, plain_sibling.x)
