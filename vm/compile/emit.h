// SPDX-License-Identifier: MIT
//
// A unit: the code of one module, class or function while it is being written. Instructions, labels,
// registers, constants, names, the tables of handlers and of source positions.
//
// Owns: its growing buffers (kept from unit to unit) and, until finish(), the image.
// Invariants: temporaries are a stack above `first_temp`; at every instruction those that are not live are
//   empty or hold a plain value that owns nothing. What cannot be reached is not emitted: after a jump,
//   return or raise nothing is written until a label that something jumped to is bound.
// Threads: one.
#pragma once

#include "vm/compile/constant.h"
#include "vm/compile/symbols.h"

#include <utility>
#include <vector>

namespace islet {

using Reg = std::uint32_t;

// Registers that certainly hold a value. Those from kTracked on are never certain.
struct BoundSet {
    static constexpr Reg kTracked = 256;

    bool has(Reg reg) const { return reg < kTracked && (words[reg / 64] >> (reg % 64) & 1); }
    void add(Reg reg) {
        if (reg < kTracked) words[reg / 64] |= std::uint64_t{1} << (reg % 64);
    }
    void drop(Reg reg) {
        if (reg < kTracked) words[reg / 64] &= ~(std::uint64_t{1} << (reg % 64));
    }
    void keep_common(const BoundSet& other) {
        for (std::size_t i = 0; i < kTracked / 64; ++i) words[i] &= other.words[i];
    }
    void drop_all(const BoundSet& other) {
        for (std::size_t i = 0; i < kTracked / 64; ++i) words[i] &= ~other.words[i];
    }

    std::uint64_t words[kTracked / 64] = {};
};

struct Fixup {
    enum class Kind : std::uint8_t { Wide, Short, Word };
    std::uint32_t at;
    Kind kind;
    Fixup* next;
};

// A place in the code that jumps go to. Forward jumps only know it once it is bound.
struct Label {
    static constexpr std::uint32_t kUnbound = ~0u;
    std::uint32_t at = kUnbound;
    bool used = false; // something reachable jumps here
    Fixup* fixups = nullptr;
    BoundSet bound;
};

// A region of code whose exceptions go to one handler. It may be open and closed many times: the code that
// leaves a `try` or `with` early is not guarded by it.
struct Guard {
    Label handler;
    std::uint32_t start = 0;
    std::uint32_t first_entry = ~0u; // in the unit's table
    Reg exc_reg = 0;
    std::uint16_t depth = 0;
    bool open = false;
    bool any = false; // covers at least one instruction
    BoundSet bound;   // at the start of the region
};

enum class UnitKind : std::uint8_t {
    Module,
    Class,
    Function,
    AsyncFunction,
    Lambda,
    Comprehension,
    Annotations,
    TypeParams
};

class Unit {
public:
    // `words_left`: how much code all units together may still have.
    void begin(Report& report, Scope* scope, UnitKind kind, Unit* parent, bool wide_jumps,
               std::int64_t* words_left);
    // Hands out the finished image. The unit may be begun again afterwards.
    CodeImage* finish(const Names& names);
    // Throws the work away: inner images are released.
    void abandon();

    // --- instructions
    void emit(Op op, Reg a = 0, Reg b = 0, Reg c = 0, unsigned flags = 0);
    void emit_wide(Op op, Reg a, std::int64_t wide, unsigned flags = 0);
    void jump(Op op, Reg a, Label& label, unsigned flags = 0); // b and c are the distance
    void jump(Label& label) { jump(Op::Jump, 0, label); }
    void short_jump(Op op, Reg a, Reg b, Label& label, unsigned flags = 0);
    void word_jump(Op op, Reg a, Reg b, Label& label, unsigned flags = 0);
    void jump_back(const Label& label);
    // The first word of the last instruction.
    void set_word(std::int64_t value) {
        if (reachable) code.back() = Instr::make_word(value);
    }
    void bind(Label& label);
    // The start of a loop: what its body may unbind is not certain any more.
    void bind_loop(Label& label);

    // What follows came from where the last instruction came from.
    void use_last_span() { follow_ = true; }

    // --- handlers
    void guard_begin(Guard& guard, Reg exc_reg);
    void guard_open(Guard& guard);
    void guard_close(Guard& guard);
    // The code that follows is the guard's handler; false if nothing can get there.
    bool handler_begin(Guard& guard);

    // --- registers
    Reg take_temp() { return take_temps(1); }
    Reg take_temps(Reg count);
    void release_to(Reg mark) { temp_top = mark; }

    // --- tables
    std::uint32_t constant(const Const* value);
    std::uint32_t name(NameId name_id);
    // True if a constant with this number fits an operand of 16 bits.
    static bool is_short(std::uint32_t index) { return index <= 0xFFFF; }

    // --- state that the code generator keeps here
    Unit* parent = nullptr;
    Scope* scope = nullptr;       // the scope whose frame this is
    Scope* inner_scope = nullptr; // the inlined comprehension being written, or `scope`
    UnitKind kind = UnitKind::Module;
    CodeImage* image = nullptr;
    NameId class_name = 0; // for mangling
    struct Block* block = nullptr;
    std::uint32_t block_depth = 0;
    std::uint16_t guard_depth = 0;
    Reg first_temp = 0, temp_top = 0, temp_limit = 0;
    Reg class_cell = 0, classdict_cell = 0, conditional_cell = 0; // of a class; 0xFFFFFFFF: none
    bool reachable = true;
    bool wide_jumps = false;     // conditional comparisons take two instructions
    bool short_overflow = false; // a jump did not fit 16 bits: write the unit again with wide_jumps
    ast::Span span{};
    BoundSet bound;                        // certainly bound here
    BoundSet deletable;                    // may become unbound: `del`, `except ... as`
    NameNode* static_attributes = nullptr; // of a class
    std::vector<Instr> code;
    std::vector<InlinedLocal> inlined_locals;

private:
    struct RawHandler {
        HandlerEntry entry;
        Label* label;
        std::uint16_t depth;
    };
    struct Slot {
        std::uint32_t key;   // hash or name
        std::uint32_t value; // index + 1; 0: free
    };

    void put(Instr instr, unsigned words);
    void thread_jumps();
    void add_fixup(Label& label, Fixup::Kind kind);
    void patch(std::uint32_t at, Fixup::Kind kind, std::uint32_t target);
    void meet(Label& label);
    static void grow(std::vector<Slot>& table);

    Report* report_ = nullptr;
    std::int64_t* words_left_ = nullptr;
    bool follow_ = false;
    std::vector<SpanEntry> spans_;
    std::vector<RawHandler> handlers_;
    std::vector<const Const*> constants_;
    std::vector<Slot> constant_index_;
    std::vector<NameId> names_;
    std::vector<Slot> name_index_;
};

} // namespace islet
