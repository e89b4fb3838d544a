# types: the names of the types of the interpreter's own objects.
import types


def f(): yield
async def co(): pass
async def ag(): yield


class C:
    def m(self): pass

    @property
    def p(self): pass


g, c, a = f(), co(), ag()
pairs = {"FunctionType": f, "LambdaType": lambda: 0, "GeneratorType": g, "CoroutineType": c, "AsyncGeneratorType": a, "CodeType": f.__code__, "MappingProxyType": C.__dict__, "SimpleNamespace": types.SimpleNamespace(), "CellType": types.CellType(), "MethodType": C().m, "BuiltinFunctionType": len,
         "BuiltinMethodType": [].append, "WrapperDescriptorType": object.__init__, "MethodWrapperType": object().__str__, "MethodDescriptorType": str.join, "ClassMethodDescriptorType": dict.__dict__["fromkeys"], "ModuleType": types, "GetSetDescriptorType": type(f).__dict__["__code__"],
         "MemberDescriptorType": type(f).__dict__["__globals__"], "GenericAlias": list[int], "UnionType": int | str, "EllipsisType": ..., "NoneType": None, "NotImplementedType": NotImplemented}
for name, value in pairs.items():
    t = getattr(types, name)
    print(name, type(value) is t, t.__name__, t.__module__)
c.close()
try:
    1 / 0
except ZeroDivisionError as e:
    print(isinstance(e.__traceback__, types.TracebackType), isinstance(e.__traceback__.tb_frame, types.FrameType), types.FrameType.__name__)
print(types.new_class("N", (C,), {}, lambda ns: ns.update(x=1)).x, types.resolve_bases((list[int],)), types.prepare_class("P", (C,))[0].__name__, types.get_original_bases(type("Q", (int,), {})))


class D:
    @types.DynamicClassAttribute
    def v(self):
        return "instance value"


print(D().v)


@types.coroutine
def old_style():
    got = yield "yielded"
    return got


async def uses():
    return await old_style()


u = uses()
print(u.send(None))
try:
    u.send("answer")
except StopIteration as e:
    print(e.value)
print(types.LambdaType is types.FunctionType, types.BuiltinMethodType is types.BuiltinFunctionType, len(types.__all__) > 20)
