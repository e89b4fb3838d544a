# What locals(), eval() and exec() see inside a comprehension, in a module, a class and a function.
x=5
r=[(type(locals()), sorted(k for k in locals() if not k.startswith('__')), locals() is globals()) for i in range(2)]
print(r)
print([eval('i') for i in range(2)], [eval('x+i') for i in range(2)])
[exec('y=i') for i in range(2)]
print('y' in globals())
class C:
    a=1
    r=[(type(locals()), sorted(k for k in locals())) for i in range(2)]
    q=[eval('i') for i in range(2)]
    try: z=[eval('a') for i in range(2)]
    except NameError as e: z=str(e)
print(C.r, C.q, C.z)
def f():
    b=2
    return [sorted(locals()) for i in range(1)], [eval('i+b') for i in range(2) if b]
print(f())
print([[eval('i*j') for i in range(2)] for j in range(3)])
print([sorted(k for k in vars() if k[0]!='_') for j in range(1)],[sorted(k for k in dir() if k[0]!='_') for j in range(1)])
g=[lambda: i for i in range(2)]
print([eval('i') or (lambda: i)() for i in range(2)])
