from ..one import name
from ... import plain_sibling
