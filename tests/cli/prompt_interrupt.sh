# Ctrl-C at the prompt drops what was typed; the process then ends as if the signal had killed it.
export PYTHON_BASIC_REPL=1
set -m
exec 2>/dev/null # job notices
mkfifo in
interrupted() {
    python -i -q >out 2>&1 <in &
    exec 4>in
    printf "$1" >&4
    for i in $(seq 200); do [ "$(grep -o "$2" out | wc -l)" -ge "$3" ] && break; sleep 0.05; done
    sleep 0.2
    kill -INT -- -$!
    for i in $(seq 200); do grep -q KeyboardInterrupt out && break; sleep 0.05; done
    printf 'x = "after"\nx\n' >&4
    exec 4>&-
    wait $! 2>/dev/null
    echo "status $?"
    cat out
}
interrupted '1\n' '>>> ' 2
interrupted 'x = (1,\n' '\.\.\. ' 1
interrupted 'import time\nprint("running", flush=True); time.sleep(60)\n' running 2
