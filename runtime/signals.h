// SPDX-License-Identifier: MIT
//
// Signals of the operating system, on their way into an interpreter. The handler only raises flags; the
// checkpoint of the interpreter that the main thread runs does the rest. Handlers are installed without
// SA_RESTART, so a system call that blocks comes back and passes a checkpoint.
//
// A handler must find the process without a global variable: a pointer to it stands at the low end of the
// main thread's alternate signal stack, of which sigaltstack(2) tells the address. On a thread that has no
// such stack the handler sends the signal on to the main thread.
//
// Owns: the alternate stack. Invariants: one object at a time, made by and gone with the main thread, and
//   gone before the Process that it names.
// Threads: the main thread; handlers anywhere.
#pragma once

#include "runtime/process.h"

#include <csignal>

namespace islet {

class Signals {
public:
    explicit Signals(Process& process);
    ~Signals();
    Signals(const Signals&) = delete;
    Signals& operator=(const Signals&) = delete;

    // From now on SIGINT raises KeyboardInterrupt in the main thread; unless whoever started the process has
    // it ignored (nohup, a background job) or handled.
    void listen_for_interrupt();

private:
    struct Notes;
    static void handle(int number);

    Notes* notes_ = nullptr; // null: no memory, or not the main thread
    stack_t former_stack_{};
    bool listens_ = false;
};

// Ends the process by SIGINT, as the shell expects of a program that an interrupt has stopped; gives the exit
// code for where that does not work.
int die_of_interrupt();

} // namespace islet
