# Every operator and delimiter, with as little and as much space as allowed.
a=5;b=3
print(a+b,a-b,a*b,a/b,a//b,a%b,a**b,a<<b,a>>b,a&b,a|b,a^b,~a,-a,+a)
print(a<b,a>b,a<=b,a>=b,a==b,a!=b,not a,a and b,a or b,a is b,a is not b,a in[b],a not in[b])
a+=1;a-=1;a*=2;a//=2;a%=4;a**=2;a<<=2;a>>=1;a&=7;a|=8;a^=1
print(a)
print(a if a>b else b,(lambda:a)(),[a,b],{a:b},{a},(a,),a , b)
print ( a  ,  b )
print(1 if a else 2,[1]if a else[2],(0)or a,(1)and b,not-a,a<-b,a--b,a+-+-b,a**-b)
print("a"if a else"b","x"in"xyz",a is not None,"%d"%a,[*range(2)],{**{}},-a**2,2**-1)
x:int=3
def f(a,/,b=1,*args,c:int=2,**kw)->int:return a
print(f(1),f (2),f(a,b),f( a = 1 ) if 0 else f(*[3]),x)
@f
class A:pass
print(A.__name__,...,Ellipsis is...,x.real,x . real,[1,2,3][1:],[1,2,3][:-1],[1,2,3][::2],[1,2,3] [0])
if(y:=10)>5:print(y)
for i in(1,2):print(i,end=";")
while(y):y-=5
else:print()
with open(__file__)as g:print(g.readline()[:7])
try:raise(ValueError("v"))
except(ValueError)as e:print(e)
assert(True),"m"
del(x)
def h():return(1)
print(h(),(lambda*a,**k:(a,k))(1,x=2),(lambda a=1:a)())
def g2():(yield(5))
print(*g2(),sep="")
print(*(1,2),sep="")
print(a!=b,a<b<5,a@b if 0 else"matmul",(a)if(a)else(b),[a]*(2),(1,)+(2,),{}or{1},a.__class__.__name__)
import math,sys;from math import(pi);print(pi>3,math.floor(-.5),-1 .__abs__())
for s in("a=>b","a<>b","a++","a--","++a","a!","a->b","a?b","a:=b","a&&b","a||b","!a","a===b","a=!b","a..b","a...b","@a","a@","a,,b","a=b=","=a","a**"):
    try:print(s,eval(s))
    except SyntaxError as e:print(s,"|",e.msg)
    except NameError as e:print(s,"|",e)
