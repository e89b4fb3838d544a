# memoryview: casts, shapes, assignment, and what is refused.
m = memoryview(bytes(range(24)))


def st(code):
    x = bytearray(b"abcdef")
    try:
        exec(code, {"x": x, "m": memoryview(x)})
    except Exception as error:
        return f"{type(error).__name__}: {error}", bytes(x)
    return bytes(x)


def show(cases):
    for case in cases.strip().splitlines():
        try:
            result = repr(eval(case))
        except Exception as error:
            result = f"{type(error).__name__}: {error}"
        print(ascii(case), ascii(result))


show(r"""
st('m[0]=65')
st('m[0]=256')
st('m[0]=-1')
st('m[0]="a"')
st('m[0]=1.5')
st('m[6]=1')
st('m[1:3]=b"XY"')
st('m[1:3]=b"X"')
st('m[1:3]=[1,2]')
st('m[1:3]="ab"')
st('m[::2]=b"XYZ"')
st('m[::-1]=m')
st('m[1:]=m[:-1]')
st('m[:-1]=m[1:]')
st('del m[0]')
st('del m[1:3]')
st('m.cast("I")')
st('m.cast("H")[0]=0x4142')
st('m.cast("H")[0]=65536')
st('m.cast("h")[0]=-32769')
st('m.cast("b")[0]=-1')
st('m.cast("b")[0]=128')
st('m.cast("c")[0]=b"Z"')
st('m.cast("c")[0]=65')
st('m.cast("c")[0]=b"ZZ"')
st('m.cast("?")[0]=5')
st('m.cast("?")[0]="a"')
st('m.cast("B",[2,3])[1,1]=65')
st('m.cast("B",[2,3])[1,3]=65')
st('m.cast("B",[2,3])[1]=65')
st('m.cast("B",[2,3])[1,1,1]=65')
st('m.cast("B",[2,3])[0:1]=b"abc"')
st('m.cast("B",[2,3])[0:1,0]=b"abc"')
st('m.cast("B",(2,3))["a"]=1')
st('memoryview(b"abc")[0]=1')
st('m.toreadonly()[0]=1')
m.cast('B',[2,3,4]).tolist()
m.cast('B',[2,3,4])[1,2,3]
m.cast('B',[2,3,4])[1]
m.cast('B',[2,3,4])[-1,-1,-1]
m.cast('B',[2,3,4])[5,0,0]
m.cast('B',[2,3,4])[0,5,0]
len(m.cast('B',[2,3,4]))
list(m.cast('B',[2,3,4]))
list(m.cast('B',[24]))[:3]
m.cast('B',[2,3,4]).shape, m.cast('B',[2,3,4]).strides, m.cast('B',[2,3,4]).ndim, m.cast('B',[2,3,4]).suboffsets, m.cast('B',[2,3,4]).nbytes
m.cast('I').format, m.cast('I').itemsize, m.cast('I').shape, m.cast('I').strides, m.cast('I').tolist()
m.cast('I',[2,3]).tolist()
m.cast('I').cast('B').tolist()==m.tolist()
m.cast('I').cast('H')
m.cast('I',[2,3]).cast('B').shape
m.cast('I',[2,3]).cast('B',[4,6])
m.cast('B',[2,3,4]).cast('B',[24]).shape
m.cast('B',[5,5])
m.cast('B',[0,5])
m.cast('B',[-1,5])
m.cast('B',['a'])
m.cast('B',5)
m.cast('B',[])
m.cast('B',())
memoryview(b'a').cast('B',()).tolist()
memoryview(b'a').cast('B',())[()]
memoryview(b'a').cast('B',())[0]
memoryview(b'a').cast('B',()).shape, memoryview(b'a').cast('B',()).ndim
memoryview(b'abcd').cast('I',()).tolist()
m.cast('x')
m.cast('')
m.cast('@I').format
m.cast('<I')
m.cast('II')
m.cast(1)
m.cast('B', shape=[4,6]).shape
m.cast('q').tolist(), m.cast('Q').itemsize, m.cast('n').itemsize, m.cast('N').itemsize, m.cast('l').itemsize, m.cast('L').itemsize, m.cast('P').tolist()
m.cast('f').tolist()[:2], m.cast('d').tolist()[:1], m.cast('e').tolist()[:2]
m.cast('F').tolist()
m.cast('D').tolist()
m[1:].cast('I')
m[::2].cast('H')
m[::2].cast('B')
m.cast('B',[2]*65)
m.cast('B',[1]*63+[24]).ndim
m[::2].c_contiguous, m[::2].f_contiguous, m[::2].contiguous, m.c_contiguous, m.cast('B',[4,6]).f_contiguous, m.cast('B',[1,24]).f_contiguous
m.readonly, memoryview(bytearray(b'')).readonly
m.obj, m[1:].obj is m.obj
m.hex(), m[:4].hex('-'), m.cast('I').hex(), m[::-1].hex()
m.tobytes('F'), m.cast('B',[4,6]).tobytes('F'), m.cast('B',[4,6]).tobytes('A') == m.tobytes()
m.tobytes('Z')
m.tobytes(order=None) == m.tobytes()
m.tobytes(1)
m == bytes(range(24)), m == bytearray(range(24)), m[::-1] == bytes(range(23,-1,-1)), m == m.cast('b'), m == m.cast('B',[4,6]), m.cast('I') == m.cast('i'), m == 5, m == 'a'
m.cast('I') == m.cast('I'), m.cast('H')[:2] == [256]
m < m
memoryview(b'') == memoryview(b'')
memoryview(b'abc').count(97), memoryview(b'abca').index(97, 1), memoryview(b'abc').count('a')
memoryview(b'abc').index(100)
memoryview(b'abc').index(99,0,2)
m.cast('B',[4,6]).count(1)
m.cast('B',[4,6]).index(1)
memoryview(b'abc').__exit__(1,2,3)
memoryview(b'abc').__enter__()[0]
""")
