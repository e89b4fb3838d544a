import typing as t, collections.abc as ca, sys
from typing import *
def tr(fn,*a,**k):
    try: print(repr(fn(*a,**k)))
    except BaseException as e: print(type(e).__name__, e)
print(List[int], Dict[str,List[int]], Optional[int], Union[int,str,None], Callable[[int,str],bool], Callable[...,int], Tuple[int,...], Tuple[int,str], Tuple[()], Type[int], Literal[1,'a',None], ClassVar[int], Final[str], Annotated[int,'x',3], List, Any, NoReturn, Set[int], FrozenSet[int], Deque[int], DefaultDict[str,int], Counter[str], ChainMap[int,str], OrderedDict[int,str], Iterable[int], Iterator[int], Generator[int,None,str], Generator[int], AsyncGenerator[int], Mapping[str,int], Sequence[int], Awaitable[int], Coroutine[int,int,int])
print(List[int]==List[int], hash(List[int])==hash(List[int]), get_origin(List[int]), get_args(Dict[int,str]), get_args(Callable[[int],str]), get_origin(Callable[[int],str]), get_origin(Union[int,str]), get_origin(Literal[1]), get_args(Annotated[int,5]), get_origin(Annotated[int,5]), get_origin(list[int]), get_args(list[int]), get_origin(3), get_args(int), get_args(int|str))
tr(lambda: List[1]); tr(lambda: Dict[int]); tr(lambda: Optional[int,str]); tr(lambda: Callable[int]); tr(lambda: isinstance([],List[int])); print(isinstance([],List), issubclass(list,Sequence)); tr(lambda: isinstance(3,Any)); tr(Any); tr(lambda: Union[()]); tr(lambda: Union); tr(lambda: ClassVar[int][str]); tr(lambda: List[ClassVar[int]]); tr(Optional); tr(lambda: type('x',(Optional,),{})); tr(lambda: Never[int]); tr(lambda: List[Literal]); tr(lambda: Literal[1]|None); tr(lambda: Annotated[int]); tr(lambda: Tuple[(1,2),int])
T=TypeVar('T'); K=TypeVar('K'); P=ParamSpec('P')
print(List[T], List[T][int], Dict[T,K][int,str], Dict[T,T][int], Callable[[T],K][int,str], Union[T,int][str], Callable[P,T][[int],str], Callable[Concatenate[int,P],T], List[T].__parameters__, Dict[str,T].__parameters__, Tuple[T,...][int], List[Dict[T,K]][int,str]); tr(lambda: List[T][int,str]); tr(lambda: List[int][int])
class Box(Generic[T]):
    def __init__(self,x): self.x=x
print(Box[int], Box[int](3).x, Box[int].__origin__ is Box, Box[T][int], Box.__parameters__, Box.__orig_bases__); b=Box[int](1)
class Pair(Generic[T,K]): pass
class IB(Box[int]): pass
print(IB.__orig_bases__, IB.__mro__, Pair[int,str]); tr(lambda: Pair[int]); 
class Stack(List[T]): pass
print(Stack.__mro__, Stack[int], Stack([1]))
class NT(NamedTuple):
    x:int
    y:str='d'
    def hi(self): return self.x
print(NT(1), NT(1).hi(), NT._fields, NT._field_defaults, NT.__annotations__, NT.__orig_bases__, NT.__mro__); N2=NamedTuple('N2',[('a',int),('b',str)]); print(N2(1,'b'), N2.__annotations__, N2.__module__)
def bad():
    class X(NamedTuple):
        a:int=1
        b:int
tr(bad)
class TD(TypedDict):
    a:int
    b:NotRequired[str]
class TD2(TD,total=False):
    c:float
    d:Required[int]
    e:ReadOnly[int]
print(TD(a=1), TD.__required_keys__, TD.__optional_keys__, sorted(TD2.__required_keys__), sorted(TD2.__optional_keys__), TD2.__readonly_keys__, TD.__annotations__, TD.__total__, TD2.__total__, is_typeddict(TD), is_typeddict(dict), type(TD(a=1)), TypedDict('Q',{'x':int})(x=1)); tr(isinstance,{},TD)
@runtime_checkable
class Cl(Protocol):
    def close(self): ...
class A:
    def close(self): pass
print(isinstance(A(),Cl), isinstance(3,Cl), issubclass(A,Cl), is_protocol(Cl), get_protocol_members(Cl)); tr(Cl)
class Pr(Protocol):
    x:int
tr(isinstance,A(),Pr); Pr=runtime_checkable(Pr); o=A(); print(isinstance(o,Pr)); o.x=1; print(isinstance(o,Pr)); tr(issubclass,A,Pr)
class Impl(Cl): pass
print(Impl(), isinstance(1,SupportsInt), isinstance('a',SupportsInt), isinstance(1.5,SupportsRound), isinstance(1,SupportsIndex), SupportsAbs[int]); tr(runtime_checkable,A)
UserId=NewType('UserId',int); print(UserId(5), UserId, UserId.__supertype__, UserId.__name__); tr(lambda: type('x',(UserId,),{})); 
print(cast(int,'x'), assert_type(1,int)); tr(assert_never,3)
def f(a:int,b:'List[int]'=None,*c:str,**d:'Undefd')->None: pass
tr(get_type_hints,f)
def g(a:'int',b:Optional['str'],c:Annotated[int,'m'])->'A': pass
print(get_type_hints(g), get_type_hints(g,include_extras=True))
class H:
    a:int
    b:'ClassVar[str]'='x'
class H2(H): c:'H'
print(get_type_hints(H2)); print(get_type_hints(sys.modules[__name__]) is not None)
@overload
def ov(a:int): ...
@overload
def ov(a:str): ...
def ov(a): return a
print(len(get_overloads(ov)), ov(3)); clear_overloads(); print(get_overloads(ov))
@overload
def ov2(): pass
tr(ov2)
@final
class FC: 
    @override
    def m(self): pass
    @no_type_check
    def n(self,x:'zzz'): pass
print(FC.__final__, FC.m.__override__, get_type_hints(FC.n), TYPE_CHECKING, Text is str, AnyStr, AnyStr.__constraints__)
print(ForwardRef('x'), ForwardRef('int')==ForwardRef('int'), List['int'], ForwardRef('int').evaluate()); tr(ForwardRef('nope').evaluate); tr(ForwardRef,1); tr(lambda: get_type_hints(3))
import annotationlib as al
def h(a:Nope,b:List[Nope2.x],c:int|Nope3)->dict[str,Zed]: pass
tr(lambda: h.__annotations__); print(al.get_annotations(h,format=al.Format.STRING)); print(al.get_annotations(h,format=al.Format.FORWARDREF)['a'].__forward_arg__, al.get_annotations(g,eval_str=True), al.get_annotations(A), al.get_annotations(H,format=al.Format.STRING)); tr(al.get_annotations,3)
print(al.type_repr(int), al.type_repr(A), al.type_repr(...), al.annotations_to_string({'a':int,'b':'x'}))
type Alias[Q]=list[Q]
print(Alias, Alias[int], Alias.__value__, Alias.__type_params__, TypeAliasType('X',int).__value__)
print(LiteralString, Self, TypeGuard[int], TypeIs[int], Unpack[Tuple[int]], Required[int], Concatenate[int,P], NoDefault, Literal[1,1,True], Literal[1]==Literal[1], Literal[1]==Literal[True], Hashable, Sized, IO[str], TextIO, BinaryIO, ContextManager[int])
@dataclass_transform(eq_default=False)
def dt(c): return c
print(dt.__dataclass_transform__); print(sorted(set(t.__all__)-set(dir(t))-{'ForwardRef','Pattern','Match','ContextManager','AsyncContextManager'}))
import functools
@functools.singledispatch
def sd(x): return 'o'
@sd.register
def _(x:int): return 'i'
@sd.register
def _(x:'list|str'): return 'ls'
print(sd(1), sd([]), sd(None)); tr(sd.register,lambda x:1)
from dataclasses import *
print(make_dataclass('M',['a',('b',int)])(1,2), make_dataclass('M',['a']).__annotations__)
@dataclass
class CV: a:ClassVar[int]=1; b:'ClassVar[int]'=2; c:int=3
print(CV())
@dataclass
class Fw: a:Undef1; b:int=1
print(Fw(1), fields(Fw)[0].type)
