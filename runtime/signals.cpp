// SPDX-License-Identifier: MIT
//
// See signals.h.
#include "runtime/signals.h"

#include <cerrno>
#include <cstdlib>
#include <new>
#include <unistd.h>

namespace islet {

namespace {

// Enough for the largest register file; the odd number tells our stack from a sanitizer's.
constexpr std::size_t kStackSize = 64 * 1024 + 16;
constexpr std::uint64_t kMark = 0x5169'6e61'6c73'2131;

} // namespace

struct Signals::Notes {
    std::uint64_t mark;
    Process* process;
};

Signals::Signals(Process& process) {
    if (gettid() != getpid()) return;
    // Only the page of the notes is ever touched: our handlers run on the ordinary stack.
    void* const memory = std::malloc(kStackSize);
    if (!memory) return;
    auto* const notes = new (memory) Notes{kMark, &process};
    stack_t stack{};
    stack.ss_sp = memory;
    stack.ss_size = kStackSize;
    if (sigaltstack(&stack, &former_stack_) == 0)
        notes_ = notes;
    else
        std::free(memory);
}

Signals::~Signals() {
    if (!notes_) return;
    if (listens_) std::signal(SIGINT, SIG_DFL);
    sigaltstack(&former_stack_, nullptr);
    std::free(static_cast<void*>(notes_));
}

void Signals::listen_for_interrupt() {
    struct sigaction action {};
    if (!notes_ || sigaction(SIGINT, nullptr, &action) != 0 || action.sa_handler != SIG_DFL) return;
    action.sa_handler = &handle;
    action.sa_flags = 0;
    sigemptyset(&action.sa_mask);
    listens_ = sigaction(SIGINT, &action, nullptr) == 0;
}

// Runs at any instant: only system calls that are safe there, and atomics without locks.
void Signals::handle(int number) {
    const int error = errno;
    stack_t stack{};
    const bool ours = sigaltstack(nullptr, &stack) == 0 && (stack.ss_flags & SS_DISABLE) == 0 &&
                      stack.ss_size == kStackSize && static_cast<Notes*>(stack.ss_sp)->mark == kMark;
    if (ours)
        static_cast<Notes*>(stack.ss_sp)->process->interrupt_from_handler();
    else if (gettid() != getpid())
        tgkill(getpid(), getpid(), number);
    errno = error;
}

int die_of_interrupt() {
    std::signal(SIGINT, SIG_DFL);
    kill(getpid(), SIGINT);
    return 128 + SIGINT;
}

} // namespace islet
