# Generic aliases and union types: text, parameters, equality, isinstance.
import types

a = list[int]
print(a, repr(a), a.__origin__, a.__args__, a.__parameters__, type(a).__name__, dict[str, list[int]], tuple[int, ...], tuple[()], type[int], list["forward"], set[None], frozenset[int | str])
print(a == list[int], a != list[str], hash(a) == hash(list[int]), {a: 1}[list[int]], a is list[int], a(), a([1, 2]), dict[str, int](x=1), a.append is list.append, a.__class__, a.__name__, a.__doc__ == list.__doc__)
for source in ("isinstance([], a)", "issubclass(list, a)", "a[0]", "int[str]", "a.nothing", "list[int] + 1", "a.x = 1", "len(a)", "iter(a) is not None", "list[int][str]", "[*list[int]]", "list[int]()()", "a < a", "list[1]", "list[()]",
               "list[int, str]", "type(a)(list, int)", "types.GenericAlias(dict, (str, int))", "types.GenericAlias(5, 6)", "types.GenericAlias(list)", "class_ := type('C', (list[int],), {})", "a.__origin__ = 5", "str[int]", "enumerate[int]", "type[int]()"):
    try:
        print(source, "=", exec(source) if " = " in source else eval(f"({source})"))
    except Exception as e:
        print(source, "|", type(e).__name__, e)


class C(list[int]):
    pass


print(C.__bases__, C.__orig_bases__, C([1]), C.__mro__[1])


class G[T]:
    pass


print(G[int], G[int].__origin__ is G, G[int].__args__, G.__type_params__, G.__parameters__, G[int]().__class__.__name__, G[int].__parameters__)
u = int | str
print(u, repr(u), type(u), u.__args__, u == str | int, u == (int | str | int), int | None, None | int, int | str | None, u | float, list[int] | None, hash(u) == hash(str | int), isinstance(1, u), isinstance(1.5, u))
print(issubclass(bool, u), isinstance(None, int | None), int | int, (int | str) | (str | bytes), type(int | int).__name__, u.__parameters__, (int | "x").__args__ if False else "", {u: 1}[str | int], isinstance([], list | tuple))
for source in ("int | 5", "5 | int", "int | 'str'", "isinstance(1, int | list[int])", "isinstance([], int | list[int])", "u()", "u[0]", "u.x", "u + 1", "u < u", "type(u)()", "len | int", "None | None", "int | ...", "issubclass(1, u)", "type(u)[int, str]",
               "u.__args__ = ()", "int | [int]", "type | None", "object | int"):
    try:
        print(source, "=", exec(source) if " = " in source else eval(source))
    except Exception as e:
        print(source, "|", type(e).__name__, e)
match u:
    case types.UnionType():
        print("a union")
print([t.__name__ for t in (int | str | list).__args__], types.GenericAlias(list, (int,)) == list[int], types.UnionType.__name__, types.UnionType is type(u), repr(types.GenericAlias(list, "text")))
