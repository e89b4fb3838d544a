# The tuples with named fields of os, time and sys.
import os
import sys
import time

for t in (os.stat_result, os.statvfs_result, os.waitid_result, os.sched_param, os.terminal_size, os.times_result, os.uname_result, time.struct_time, type(sys.flags), type(sys.version_info)):
    print(t, t.n_fields, t.n_sequence_fields, t.n_unnamed_fields, t.__match_args__, [f for f in dir(t) if f[0] != "_" and f not in dir(tuple)])
s = time.gmtime(0)
print(s.__reduce__(), s.__replace__(tm_year=5), type(s[:]), s[:3], hash(s) == hash(tuple(s)), s == tuple(s), type(tuple(s)))
for source in ("s.__replace__(x=1)", "s.__replace__(1)", "os.stat_result(range(10)).__replace__(st_mode=1)", "s+(1,)", "s*1", "os.sched_param(5).__reduce__()", "os.sched_param(sched_priority=5)", "os.uname_result('abcde')", "os.stat_result(range(25))", "os.times_result(range(3))",
               "os.stat_result(range(10)).st_atime", "os.stat_result(range(19)).st_atime", "os.stat_result(range(10)).st_atime_ns", "os.stat_result(range(10), {'st_atime': 1.5}).st_atime", "os.stat_result(range(10), 5)", "os.stat_result(range(13)).__reduce__()", "os.stat_result(sequence=range(10))",
               "os.terminal_size((1, 2)).__replace__(lines=3)", "os.stat_result(5)", "os.sched_param()"):
    try:
        print(source, repr(eval(source)))
    except Exception as e:
        print(source, "|", type(e).__name__, e)
