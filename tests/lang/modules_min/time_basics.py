# time: clocks go forward, sleeping sleeps, structures convert.
import time

a = time.time()
m = time.monotonic()
p = time.perf_counter()
time.sleep(0.02)
print(time.time() >= a, 0.015 < time.monotonic() - m < 5, time.perf_counter() > p, time.process_time() >= 0, type(time.time()).__name__, type(time.time_ns()).__name__, time.time_ns() > 10**18, time.monotonic_ns() > 0, time.perf_counter_ns() > 0)
for bad in (-1, "x", None, float("nan"), 10**30):
    try:
        time.sleep(bad)
    except (ValueError, TypeError, OverflowError) as e:
        print(type(e).__name__, e)
g = time.gmtime(0)
print(g, type(g).__name__, tuple(g), g.tm_year, g[0], len(g), g == time.gmtime(0), g.tm_zone, g.tm_gmtoff)
print(time.gmtime(1700000000), time.strftime("%Y-%m-%d %H:%M:%S", time.gmtime(1700000000)), time.asctime(time.gmtime(0)), time.gmtime(-1).tm_year, time.gmtime(1.9).tm_sec)
print(time.strftime("%a %A %b %B %j %U %w %y %%", time.gmtime(1000000000)), time.mktime(time.localtime(1000000)) == 1000000.0, time.localtime(0).tm_isdst, time.struct_time((2024, 2, 29, 12, 30, 15, 3, 60, 0)).tm_mday)
for source in ("time.gmtime('x')", "time.gmtime(10**20)", "time.struct_time((1, 2))", "time.struct_time(5)", "time.strftime(5)", "time.mktime((1,))", "time.asctime(5)", "time.gmtime(float('nan'))"):
    try:
        print(source, eval(source))
    except (TypeError, ValueError, OverflowError) as e:
        print(source, "|", type(e).__name__)
print(time.get_clock_info("monotonic").monotonic, time.get_clock_info("time").adjustable in (True, False), time.timezone == -time.localtime(0).tm_gmtoff or True, len(time.tzname))
start = time.perf_counter()
for _ in range(1000):
    pass
print(time.perf_counter() - start < 5)
