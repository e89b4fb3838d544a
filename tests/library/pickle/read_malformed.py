# Streams that are broken, truncated or strange: what is made of them, or what is said about them.
import pickle


def show(data, **options):
    try:
        made = pickle.loads(data, **options)
        print(data, type(made), repr(made).split(" at 0x")[0])
    except BaseException as e:
        print(data, type(e), ascii(str(e)), repr(e.__context__))


STREAMS = [
    b"", b".", b"N", b"(.", b"N(.", b"(0.", b"0.", b"N0.", b"(1.", b"1.", b"2.", b"(2.", b"N2.", b"\x80\x06N.",
    b"\x80", b"\x80\x05", b"z.", b"\x81.", b"\xff.", b"\x00.", b"\n.", b"'.", b"\\.",
    b"I5\n.", b"I\n.", b"I 5 \n.", b"I01\n.", b"I00\n.", b"I001\n.", b"Iabc\n.", b"I5", b"I99999999999999999999\n.",
    b"I0x10\n.", b"L5L\n.", b"L5\n.", b"L\n.", b"LL\n.", b"L-5L\n.", b"L0x1fL\n.", b"L5_0L\n.", b"I5_0\n.",
    b"F1.5\n.", b"Fx\n.", b"F\n.", b"F 1.5 \n.", b"Finf\n.", b"F1e999\n.", b"F1_0\n.", b"F1.5\0\n.", b"F1.5x\n.",
    b"S'abc'\n.", b'S"abc"\n.', b"Sabc\n.", b"S'abc\n.", b"S'\n.", b"S''\n.", b"S\n.",
    b"S'a\\n\\x41\\'\\\\'\n.", b"S'\\xff'\n.", b"S'\\x'\n.", b"S'\xe9'\n.", b"S'abc' \n.", b"S'\\101\\0'\n.",
    b"Vabc\\u1234\\U00012345\xe9\n.", b"V\\u12\n.", b"V\\\n.", b"V\\x41\n.", b"V\\U99999999\n.", b"V\n.",
    b"K", b"K\x05.", b"M\x01", b"M\x01\x02.", b"J\xff\xff\xff\xff.", b"J\0\0", b"G\x3f\xf0\0\0\0\0\0\0.", b"G\0",
    b"G\xff\xff\xff\xff\xff\xff\xff\xff.", b"\x8a\x00.", b"\x8a\x01\xff.", b"\x8a\x02\xff\xff.", b"\x8a\x02\xff\x00.",
    b"\x8a\x09\0\0\0\0\0\0\0\x80\0.", b"\x8a\x05ab", b"\x8b\x02\0\0\0\xff\x00.", b"\x8b\xff\xff\xff\xff.",
    b"\x8b\xff\xff\xff\x7f.", b"\x8b\0\0\0\0.",
    b"\x8c\x03abc.", b"\x8c\x03ab", b"\x8c\x01\xff.", b"\x8c\x02\xed\xa0.", b"X\x03\0\0\0abc.",
    b"X\xff\xff\xff\xffabc.", b"\x8d\x03\0\0\0\0\0\0\0abc.", b"\x8d\xff\xff\xff\xff\xff\xff\xff\xff.",
    b"\x8d\xff\xff\xff\xff\xff\xff\xff\x7f.", b"\x8d\0\0\0\0\0\1\0\0.",
    b"C\x02ab.", b"C\x03ab", b"B\x02\0\0\0ab.", b"B\xff\xff\xff\xffab.", b"\x8e\x02\0\0\0\0\0\0\0ab.",
    b"\x8e\xff\xff\xff\xff\xff\xff\xff\xff.", b"\x96\x02\0\0\0\0\0\0\0ab.", b"\x96\xff\xff\xff\xff\xff\xff\xff\xff.",
    b"\x96\x05\0\0\0\0\0\0\0ab.", b"U\x02ab.", b"U\x01\xff.", b"T\x02\0\0\0ab.", b"T\xff\xff\xff\xffab.", b"U\x05ab",
    b"].", b"}.", b").", b"\x8f.", b"(l.", b"(d.", b"(t.", b"t.", b"l.", b"d.", b"N\x85.", b"\x85.", b"N\x86.",
    b"NN\x86.", b"NNN\x87.", b"(N\x86.", b"(NNt.", b"(NNl.", b"(NNd.", b"(Nd.", b"(]Nd.",
    b"]Na.", b"Na.", b"NNa.", b"a.", b"](NNe.", b"](e.", b"N(Ne.", b"](Na.", b"(Ne.", b"e.", b"}NNs.", b"}(NNu.",
    b"}(Nu.", b"}(u.", b"NNNs.", b"N(NNu.", b"}N]s.", b"}]Ns.", b"}(]Nu.", b"s.", b"u.", b"}Ns.",
    b"\x8f(NN\x90.", b"\x8f(]\x90.", b"N(N\x90.", b"]( N\x90.", b"(NK\x05\x91.", b"(]\x91.", b"\x91.", b"\x90.",
    b"g0\n.", b"gx\n.", b"g-1\n.", b"Np0\ng0\n.", b"p0\n.", b"Np-1\n.", b"Npx\n.", b"Nq\0h\0.", b"h\0.", b"q\0.",
    b"j\0\0\0\0.", b"N\x94h\0.", b"\x94.", b"(q\0.", b"(\x94.", b"Np99999999999999999999\n.",
    b"g99999999999999999999\n.", b"Nr\0\0\1\0h\0.", b"Nr\0\0\1\0j\0\0\1\0.",
    b"csys\nnosuch\n.", b"cnosuch\nx\n.", b"csys\n.", b"c\n\n.", b"csys\n\n.", b"csys\npath.append\n.",
    b"\x80\x04csys\nstdout.nope\n.", b"\x80\x04csys\nnope.x\n.", b"\x80\x04csys\nnope\n.",
    b"\x80\x04csys\na.<locals>.b\n.", b"cc\xff\nx\n.", b"c__builtin__\nunicode\n.", b"\x80\x03c__builtin__\nunicode\n.",
    b"\x8c\x03sys\x8c\x07intern2\x93.", b"NN\x93.", b"\x8c\x02osN\x93.", b"\x93.", b"(\x93.", b"K\x01\x8c\x01a\x93.",
    b"cbuiltins\nint\n)R.", b"NNR.", b"cbuiltins\nint\nNR.", b"N)R.", b"R.", b")R.", b"cbuiltins\nint\nC\x01a\x85R.",
    b"cbuiltins\nint\n)\x81.", b"N)\x81.", b"cbuiltins\nint\nN\x81.", b"cbuiltins\nlen\n)\x81.", b"\x81.", b")\x81.",
    b"cbuiltins\nint\n(K\x05t\x81.", b"cbuiltins\nint\n)}\x92.", b"N)}\x92.", b"cbuiltins\nint\nN}\x92.",
    b"cbuiltins\nint\n)N\x92.", b"\x92.", b"}\x92.", b")}\x92.", b"ctypes\nSimpleNamespace\n)}\x92.",
    b"ctypes\nNoneType\n)\x81.", b"ctypes\nGeneratorType\n)\x81.",
    b"N}b.", b"}}b.", b"b.", b"Nb.", b"]}\x8c\x01aNsb.", b"ctypes\nSimpleNamespace\n)\x81}\x8c\x01aNsb.",
    b"ctypes\nSimpleNamespace\n)\x81Nb.", b"ctypes\nSimpleNamespace\n)\x81K\x05b.",
    b"ctypes\nSimpleNamespace\n)\x81N}\x8c\x01aNs\x86b.", b"ctypes\nSimpleNamespace\n)\x81NK\x05\x86b.",
    b"ctypes\nSimpleNamespace\n)\x81]N\x86b.", b"N)b.", b"ctypes\nSimpleNamespace\n)\x81N}K\x01Ns\x86b.",
    b"(ibuiltins\nint\n.", b"(K\x05ibuiltins\nint\n.", b"ibuiltins\nint\n.", b"(ibuiltins\n.", b"(cbuiltins\nint\no.",
    b"(o.", b"o.", b"(cbuiltins\nint\nC\x0212o.", b"(No.", b"(NNo.",
    b"Pabc\n.", b"NQ.", b"Q.", b"P\xff\n.", b"P", b"\x82\x01.", b"\x83\x01\x01.", b"\x84\x01\x01\x01\x01.", b"\x82\0.",
    b"\x84\xff\xff\xff\xff.", b"\x97.", b"\x98.", b"N\x98.", b"C\x01a\x98.", b"\x96\x01\0\0\0\0\0\0\0a\x98.",
    b"\x95\x01\0\0\0\0\0\0\0N.", b"\x95\x05\0\0\0\0\0\0\0N.", b"\x95\xff\xff\xff\xff\xff\xff\xff\xffN.", b"\x95\x01\0",
    b"\x95\x02\0\0\0\0\0\0\0C\x05abcde.", b"\x95\xff\xff\xff\xff\xff\xff\xff\x7fN.",
    b"((((0000N.", b"((N1N1N.", b"NN.", b"(NN.", b"(N", b"\x80\x02\x80\x04N.", b"N\x80\x09.",
]
for stream in STREAMS:
    show(stream)

show(b"S'\\xff'\n.", encoding="bytes")
show(b"S'\\xff'\n.", encoding="latin-1")
show(b"U\x01\xff.", encoding="latin-1")
show(b"U\x01\xff.", encoding="bytes")
show(b"U\x01\xff.", errors="ignore")
show(b"U\x01\xff.", encoding="nope")
show(b"U\x01\xff.", encoding=5)
show(b"\x97.", buffers=[b"abc"])
show(b"\x97\x98.", buffers=[bytearray(b"abc")])
show(b"\x97\x98.", buffers=[b"abc"])
show(b"\x97\x97\x86.", buffers=[b"abc"])
show(b"\x97.", buffers=5)
show(b"\x97.", buffers=None)
show(b"\x97\x98.", buffers=[5])
show(bytearray(b"N."))
show(b"c__builtin__\nunicode\n.", fix_imports=False)

# Every prefix of a pickle is refused.
whole = pickle.dumps([1, "two", b"three", {"four": (5.0, None)}, {6}, 2**70])
for size in range(len(whole)):
    try:
        pickle.loads(whole[:size])
        print("read", size)
    except (EOFError, pickle.UnpicklingError):
        pass
# Lengths that lie take no memory for it.
for code in (b"\x8d", b"\x8e", b"\x95"):
    try:
        pickle.loads(code + (1 << 62).to_bytes(8, "little") + b"abc.")
        print("read", code)
    except (pickle.UnpicklingError, MemoryError, OverflowError):
        print("refused", code)
