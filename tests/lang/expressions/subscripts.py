# Subscription and slicing: what arrives in __getitem__, negative indexes, errors.
# options: -Wignore
class Echo:
    def __getitem__(self, key):
        return key

    def __class_getitem__(cls, key):
        return ("class", key)


e = Echo()
print(e[1], e[1, 2], e[1,], e[()], e[...], e["k"], e[1:2], e[:], e[::], e[1:], e[:2], e[::3], e[1:2:3])
print(e[1:2, 3], e[..., ::2], e[None:None], e[-1], e[e[0]], e[a := 5], a, e[lambda: 0].__class__.__name__)
print(e[*[1, 2]], e[0, *(), 3], e[*"ab", 1:2], Echo[int], Echo[int, str])
s = "abcdef"
print(s[0], s[-1], s[1:3], s[:-2], s[::-1], s[4:1:-1], s[10:], s[-100:2], s[2:2], s[::2], s[-2:-5:-1])
lst = [0, 1, 2, 3, 4]
print(lst[True], lst[-5], lst[1:-1], lst[5:], lst[::-2], lst[3:0:-1], lst[None:2], lst[2:None], lst[::None])
print((1, 2, 3)[1:], b"abc"[1], b"abc"[1:], range(10)[2:8:2], range(10)[-1], bytearray(b"xyz")[::-1])


class Index:
    def __index__(self):
        return 2


print(lst[Index()], lst[Index():], "abc"[Index()], (1, 2, 3)[:Index()])
print({"a": {"b": [10, 20]}}["a"]["b"][1], [[1, 2], [3]][0][1])
big = 10**30
print(lst[-big:big], lst[big:], lst[:big:big], "abc"[-big:], lst[::-big])
for source in ("lst[5]", "lst[-6]", "lst['a']", "lst[1.0]", "lst[None]", "s[6]", "s['a']", "s[1, 2]", "(1,)[1]",
               "b'a'[1]", "range(3)[3]", "{}['k']", "{}[[]]", "5[0]", "None[0]", "lst[::0]", "s[::0]", "lst['a':]",
               "lst[10**30]", "int[0]", "len[0]", "{1}[0]", "Echo()[1][2]", "bytearray()[0]", "range(3)['a']",
               "b'a'['a']", "(1,)['a']", "list[0]", "lst[1:2:3:4]" if False else "lst[object]", "object()[0]"):
    try:
        print(source, eval(source))
    except Exception as e2:
        print(source, "->", type(e2).__name__, e2)
slices = [slice(1), slice(1, 2), slice(None), slice(1, 2, 3)]
print(slices, slices[0] == slice(None, 1, None), s[slices[1]])
