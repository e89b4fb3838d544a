import bisect
def tr(fn,*a,**k):
    try: print(repr(fn(*a,**k)))
    except BaseException as e: print(type(e).__name__, e)
a=[1,2,2,3]; print(bisect.bisect(a,2), bisect.bisect_left(a,2), bisect.bisect_right(a,2,1,3), bisect.bisect_left(a,2,lo=2), bisect.bisect(a,-5,key=lambda x:-x)); bisect.insort(a,2.5); bisect.insort_left(a,0); bisect.insort(a,4,key=lambda x:x); print(a); tr(bisect.bisect,a,1,-1); tr(bisect.bisect,1,2); tr(bisect.bisect,[1],'a'); tr(bisect.bisect,a); tr(bisect.bisect,a,1,2,3,4); tr(bisect.bisect,a,2,0,100)

