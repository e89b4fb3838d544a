import heapq
def tr(fn,*a,**k):
    try: print(repr(fn(*a,**k)))
    except BaseException as e: print(type(e).__name__, e)
hp=[5,3,8,1]; heapq.heapify(hp); print(hp, heapq.heappop(hp), heapq.heappushpop(hp,0), heapq.heapreplace(hp,9), hp); heapq.heappush(hp,2); print(hp); tr(heapq.heappop,[]); tr(heapq.heappop,1); tr(heapq.heapreplace,[],1); print(heapq.nlargest(2,[1,5,3]), heapq.nsmallest(2,[1,5,3],key=lambda x:-x), list(heapq.merge([1,4],[2,3],[0,9])), list(heapq.merge([4,1],[3,2],reverse=True)), list(heapq.merge(['a','ccc'],['bb'],key=len)), heapq.nlargest(1,[]), heapq.nsmallest(1,[3]), heapq.nsmallest(10,[2,1]), heapq.nlargest(0,[1]), heapq.nsmallest(-1,[1]))
mx=[1,5,3]; heapq.heapify_max(mx); heapq.heappush_max(mx,9); print(mx, heapq.heappop_max(mx), heapq.heappushpop_max(mx,4), heapq.heapreplace_max(mx,2), mx)
v=[(i*7919)%1009 for i in range(500)]; hh=[]
for q in v: heapq.heappush(hh,q)
print([heapq.heappop(hh) for _ in v]==sorted(v), heapq.nlargest(5,iter(v)), heapq.nsmallest(5,iter(v),key=lambda x:x%10), list(heapq.merge(*[sorted(v[i::3]) for i in range(3)]))==sorted(v)); tr(heapq.heappush,[object()],object())
