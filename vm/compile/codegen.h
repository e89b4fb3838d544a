// SPDX-License-Identifier: MIT
//
// The code generator: from the tree and its scopes to units of code.
//
// Owns: the units it works with. Everything else lies in the arena of the compilation.
// Invariants: a value being computed lies in place (a local's register), in a temporary, or is a constant
//   that is not loaded yet (Operand). eval() leaves a temporary only at the place where the temporaries
//   ended when it was called. A destination is written by the last instruction of an expression, so an
//   exception on the way leaves it as it was.
// Threads: one.
#pragma once

#include "vm/compile/compile.h"
#include "vm/compile/emit.h"

#include <memory>

namespace islet {

struct Operand {
    enum class Kind : std::uint8_t { Const, Local, Temp };
    Kind kind = Kind::Const;
    Reg reg = 0;
    const Const* value = nullptr;

    bool is_const() const { return kind == Kind::Const; }
    bool is_temp() const { return kind == Kind::Temp; }
};

// What a `break`, `continue` or `return` has to undo on its way out of a statement.
struct Block {
    enum class Kind : std::uint8_t {
        WhileLoop,
        ForLoop,      // reg: the iterator
        AsyncForLoop, // reg: the iterator
        Try,          // nothing to undo
        FinallyTry,   // runs `body`
        Handler,      // reg: the exception, as EnterHandler left it
        NamedHandler, // unbinds `name`
        PlainHandler, // nothing to undo
        StarHandler,  // may not be left
        With,         // reg: the exit function
        AsyncWith,
        PopValue, // reg: a value that waits to be returned
    };
    Kind kind;
    Block* outer = nullptr;
    Guard* guard = nullptr;
    Label* again = nullptr; // loops: where `continue` goes
    Label* exit = nullptr;  // loops: where `break` goes
    Reg reg = 0;
    NameId name = 0;
    ast::Span span{};
    const ast::Seq<ast::Stmt*>* body = nullptr;
};

// Where a name is found from the place that is being compiled.
struct NameRef {
    enum class Kind : std::uint8_t {
        Local,
        Cell,       // reg holds the cell
        ClassCell,  // read: namespace, then the cell
        DictCell,   // read: __classdict__, then the cell
        DictGlobal, // read: __classdict__, then as Global
        Global,
        Name, // in the frame's namespace
    };
    Kind kind;
    Reg reg = 0;
    NameId name = 0;
};

class Codegen {
public:
    Codegen(Report& report, Symbols& symbols, Names& names, std::string_view filename,
            const CompileOptions& options, std::uint32_t future_flags, std::uint32_t future_line,
            std::size_t source_size)
        : report_(report), symbols_(symbols), names_(names), arena_(report.arena()), fold_(report.arena()),
          filename_(filename), options_(options), future_flags_(future_flags), future_line_(future_line),
          words_left_(kFreeWords + static_cast<std::int64_t>(source_size) * kWordsPerByte) {}

    // Null if the report has an error.
    CodeImage* module(const ast::Mod* tree);

private:
    static constexpr std::int64_t kAnywhere = -1;
    // Usual code has a quarter of a word for each byte of source.
    static constexpr std::int64_t kFreeWords = 4'000'000, kWordsPerByte = 8;
    static constexpr std::uint32_t kMaxUnpack = 30'000;
    static constexpr std::uint32_t kMaxRun = 32; // values built in one go; more are added one by one

    struct AtSpan; // sets the unit's position for its lifetime

    // --- units (functions.cpp)
    // Compiles what `body` writes as a unit of its own. When jumps turn out too long it is written again.
    template <class Body>
    CodeImage* unit(Scope* scope, UnitKind kind, NameId name, std::uint32_t first_line, const Body& write) {
        open_unit(scope, kind, name, first_line, false);
        write();
        if (!u_->short_overflow || report_.failed()) return close_unit();
        abandon_unit();
        report_.mute();
        open_unit(scope, kind, name, first_line, true);
        write();
        report_.unmute();
        return close_unit();
    }
    Unit& open_unit(Scope* scope, UnitKind kind, NameId name, std::uint32_t first_line, bool wide);
    CodeImage* close_unit();
    void abandon_unit();
    void set_qualname(NameId name);
    void set_flags();
    void place_variables(const ast::Arguments* args);
    void add_param(NameId name, std::uint32_t* next);
    void start_cells();
    void add_class_cells(std::uint32_t* next);
    const NameId* free_names(const Scope& scope, std::uint32_t* count);

    // --- functions and classes (functions.cpp, classes.cpp)
    template <class Def>
    void function_def(const Def* node, bool is_async);
    template <class Def>
    CodeImage* function_code(const Def* node, bool is_async);
    template <class Def>
    void function_object(const Def* node, bool is_async, bool generic, Reg dst);
    template <class Def>
    void generic_function(const Def* node, bool is_async, Reg dst);
    void finish_function(Reg function, Reg extra, bool has_defaults, bool has_kw_defaults);
    NameId type_params_name(ast::Identifier name);
    void function_body(const ast::Seq<ast::Stmt*>& body);
    void lambda(const ast::Lambda* node, Reg dst);
    const Const* adopt(CodeImage* image);
    void make_function(const Const* code, const Scope& scope, Reg dst);
    void closure_tuple(const Scope& scope, Reg dst);
    Reg closure_cell(NameId name);
    Reg defaults(const ast::Arguments* args);
    bool kw_defaults(const ast::Arguments* args);
    void decorators(const ast::Seq<ast::Expr*>& list);
    void call_decorators(const ast::Seq<ast::Expr*>& list, Reg first);
    void class_def(const ast::ClassDef* node);
    CodeImage* class_code(const ast::ClassDef* node, std::uint32_t first_line);
    void class_prologue(const ast::ClassDef* node, std::uint32_t first_line);
    void class_epilogue();
    // `generic_base`: the register of the base that type parameters add, or kAnywhere.
    void class_call(const ast::ClassDef* node, CodeImage* body_code, std::int64_t generic_base, Reg dst);
    void generic_class(const ast::ClassDef* node, std::uint32_t first_line, Reg dst);
    void module_body(const ast::Seq<ast::Stmt*>& statements, bool with_doc);
    void store_known(NameId name, Reg value, bool kill);
    void store_constant(NameId name, const Const* value);
    std::string_view docstring(const ast::Seq<ast::Stmt*>& body, bool* found);
    std::string_view clean_doc(std::string_view text);

    // --- annotations and type parameters (annotations.cpp)
    template <class Def>
    bool function_annotate(const Def* node, Reg dst);
    void annotate_prologue();
    void annotation_pair(NameId name, const ast::Expr* annotation);
    CodeImage* variable_annotate_code(Scope* owner);
    void module_annotate(Scope* scope);
    void annotation_value(const ast::Expr* annotation);
    void ann_assign(const ast::AnnAssign* node);
    void setup_annotations();
    void mark_annotation(const ast::AnnAssign* node);
    void type_params(const ast::Seq<ast::TypeParam*>& params, Reg dst);
    void type_param(const ast::TypeParam* param);
    void evaluator(const ast::Expr* value, Scope* scope, NameId name, const ast::Span& span, Reg dst);
    void type_alias(const ast::TypeAlias* node);
    void type_alias_object(const ast::TypeAlias* node, Reg dst);

    // --- statements (stmt.cpp)
    void body(const ast::Seq<ast::Stmt*>& statements);
    void body_from(const ast::Seq<ast::Stmt*>& statements, std::uint32_t first);
    void stmt(const ast::Stmt* node);
    void stmt_expr(const ast::ExprStmt* node);
    void assign(const ast::Assign* node);
    void assign_swap(const ast::Tuple* targets, const ast::Tuple* values);
    void aug_assign(const ast::AugAssign* node);
    void aug_operate(const ast::AugAssign* node, const Operand& left, Reg dst);
    void aug_item(const ast::AugAssign* node, const ast::Subscript* item);
    void delete_target(const ast::Expr* target);
    void return_(const ast::Return* node);
    void raise(const ast::Raise* node);
    void assert_(const ast::Assert* node);
    void import_module(Reg base, int level, const Const* from_names, NameId name);
    void import(const ast::Import* node);
    void import_from(const ast::ImportFrom* node);
    void if_(const ast::If* node);
    void while_(const ast::While* node);
    template <class Loop>
    void for_(const Loop* node);
    template <class Loop>
    void async_for(const Loop* node);
    void break_(const ast::Stmt* node);
    void continue_(const ast::Stmt* node);

    // --- try, with (try.cpp)
    template <class Node>
    void try_(const Node* node, bool star);
    template <class Node>
    void try_except(const Node* node, bool star);
    void except_clauses(const ast::Seq<ast::ExceptHandler*>& handlers, Reg exc, Label& end);
    void except_clause(const ast::ExceptHandler* handler, Reg exc, Label& end);
    void except_star_clauses(const ast::Seq<ast::ExceptHandler*>& handlers, Reg exc, Label& end);
    void except_star_clause(const ast::ExceptHandler* handler, Reg list, Reg rest);
    void leave_handler(Reg exc, Label& end);
    void reraise_handler(Guard& guard, Reg exc);
    void unbind_name(NameId name);
    template <class Stmt>
    void with(const Stmt* node, std::uint32_t at, bool is_async);
    void call_exit(Reg callee, bool is_async);
    void push_block(Block& block, const ast::Span& span);
    void pop_block(Block& block);
    Block* find_loop(const ast::Stmt* node);
    void unwind_one(Block& block, bool returning);
    // Leaves all blocks up to `stop` (not included) as seen from here. Their regions are closed until
    // after_unwind(), which follows the jump or return.
    void unwind(const Block* stop, bool returning);
    void after_unwind(const Block* stop);
    bool unwinding_emits(const Block* stop) const;

    // --- match (match.cpp)
    void match(const ast::Match* node);
    friend class PatternCompiler;

    // --- names (names_access.cpp)
    NameRef resolve(NameId mangled);
    NameId mangled(NameId name);
    NameId mangled(ast::Identifier id) { return mangled(names_.of(id)); }
    Operand load_name(NameId mangled, std::int64_t want);
    void load_ref(const NameRef& ref, Reg dst);
    void check_bound(Reg reg, NameId name);
    // Binds `name` to what `reg` holds; with `kill` the register is empty afterwards.
    void store_name(NameId mangled, Reg reg, bool kill);
    // The register to compute a value for `name` into, or kAnywhere.
    std::int64_t local_target(NameId mangled);
    void became_bound(Reg reg) { u_->bound.add(reg); }
    void delete_name(NameId mangled);
    std::uint32_t name_operand(NameId name);

    // --- expressions (expr.cpp, calls.cpp, comprehension.cpp)
    Operand eval(const ast::Expr* node, std::int64_t want);
    Operand eval_inner(const ast::Expr* node, std::int64_t want);
    Operand operand(const ast::Expr* node) { return eval(node, kAnywhere); }
    // As operand(), safe against `later` rebinding the local it lies in.
    Operand operand_before(const ast::Expr* node, const ast::Expr* later);
    Operand protect(Operand value, const ast::Expr* later);
    bool rebinds(const ast::Expr* node, Reg reg);
    void into(const ast::Expr* node, Reg dst);
    Reg next_temp(const ast::Expr* node);
    // The value in a register; a constant is loaded into a temporary.
    Operand held(const Operand& value);
    void load_constant(const Const* value, Reg dst);
    void move(Reg dst, const Operand& value);
    // `flag` if the instruction that writes `dst` reads `value` for the last time.
    static unsigned kill(const Operand& value, Reg dst, unsigned flag) {
        return value.is_temp() && value.reg != dst ? flag : 0u;
    }
    static unsigned kill(const Operand& value, unsigned flag) { return value.is_temp() ? flag : 0u; }
    static Operand temp(Reg reg) { return {Operand::Kind::Temp, reg, nullptr}; }
    // Ends an expression: temporaries back to `mark`, and the register for the result.
    Reg result(std::int64_t want, Reg mark);
    static Operand result_operand(std::int64_t want, Reg reg) {
        return {want >= 0 ? Operand::Kind::Local : Operand::Kind::Temp, reg, nullptr};
    }
    Operand constant_operand(const Const* value) { return {Operand::Kind::Const, 0, value}; }
    void drop(const Operand& value);

    Operand binop(const ast::BinOp* node, std::int64_t want);
    Operand format_percent(const ast::BinOp* node, std::int64_t want, bool* done);
    Operand unary(const ast::UnaryOp* node, std::int64_t want);
    Operand boolop(const ast::BoolOp* node, std::int64_t want);
    Operand ifexp(const ast::IfExp* node, std::int64_t want);
    Operand compare(const ast::Compare* node, std::int64_t want);
    Operand compare_chain(const ast::Compare* node, std::int64_t want);
    Operand comparator(const ast::Expr* node, ast::CmpOperator op);
    void emit_compare(ast::CmpOperator op, const Operand& left, const Operand& right, Reg dst,
                      unsigned flags);
    Operand attribute(const ast::Attribute* node, std::int64_t want);
    Operand subscript(const ast::Subscript* node, std::int64_t want);
    const Const* constant_slice(const ast::Slice* node);
    void slice_bounds(const ast::Slice* node);
    Operand slice(const ast::Slice* node, std::int64_t want);
    Operand walrus(const ast::NamedExpr* node, std::int64_t want);
    Operand display(const ast::Expr* node, const ast::Seq<ast::Expr*>& elements, std::int64_t want);
    void display_run(Op build, const ast::Seq<ast::Expr*>& elements, std::uint32_t count, Reg base, Reg dst);
    Operand display_piecewise(const ast::Expr* node, const ast::Seq<ast::Expr*>& elements, std::int64_t want);
    void extend_list(Reg list, const ast::Seq<ast::Expr*>& elements, std::uint32_t first, bool set);
    const Const* constant_elements(const ast::Seq<ast::Expr*>& elements, Const::Kind kind);
    Operand dict(const ast::Dict* node, std::int64_t want);
    Operand joined(const ast::JoinedStr* node, std::int64_t want);
    void format_value(const ast::FormattedValue* node, Reg dst);
    Operand template_string(const ast::TemplateStr* node, std::int64_t want);
    void interpolation(const ast::Interpolation* node, Reg dst);
    Operand yield(const ast::Yield* node, std::int64_t want);
    Operand yield_from(const ast::YieldFrom* node, std::int64_t want);
    Operand await(const ast::Await* node, std::int64_t want);
    void await_loop(Reg value); // R[value]: what to send first, then the result; R[value+1]: the iterator
    void await_temp(Reg reg, unsigned kind);

    // --- calls (calls.cpp)
    Operand call(const ast::Call* node, std::int64_t want);
    bool try_super(const ast::Attribute* node, Reg window, bool method);
    bool is_super_call(const ast::Attribute* node);
    Operand method_call(const ast::Call* node);
    bool simple_arguments(const ast::Call* node);
    std::uint32_t arguments(const ast::Call* node, Reg window);
    const Const* keyword_names(const ast::Seq<ast::Keyword*>& keywords);
    void check_keywords(const ast::Seq<ast::Keyword*>& keywords);
    void call_ex(const ast::Seq<ast::Expr*>& args, const ast::Seq<ast::Keyword*>& keywords, Reg window,
                 Reg extra, const ast::Span& span, std::int64_t last = kAnywhere);
    void keyword_dict(const ast::Seq<ast::Keyword*>& keywords, Reg dict, Reg callee);

    // --- comprehensions (comprehension.cpp)
    struct CompSpec {
        CompKind kind;
        const ast::Expr *element, *value;
        const ast::Seq<ast::Comprehension*>* loops;
    };
    Operand comprehension(const ast::Expr* node, const CompSpec& spec, std::int64_t want);
    Operand inlined_comprehension(const ast::Expr* node, const CompSpec& spec, Scope* scope,
                                  std::int64_t want);
    CodeImage* comprehension_code(const ast::Expr* node, const CompSpec& spec, Scope* scope);
    Operand call_comprehension(const Const* code, const CompSpec& spec, const Scope& scope);
    bool consume_generator(const ast::Call* node, Operand* value);
    void consume_items(CommonKind kind, Reg reg);
    void comp_loops(const CompSpec& spec, std::uint32_t at, Reg iterator, Reg result);
    void comp_iterate(const CompSpec& spec, std::uint32_t at, Reg iterator, Reg result);
    void comp_async_iterate(const CompSpec& spec, std::uint32_t at, Reg iterator, Reg result);
    void comp_inside(const CompSpec& spec, std::uint32_t at, Reg result, Label& again);
    void comp_element(const CompSpec& spec, Reg result);

    // --- conditions (conditions.cpp)
    // Jumps to `target` if the truth of `node` is `wanted`, else goes on.
    void condition(const ast::Expr* node, Label& target, bool wanted);
    void compare_condition(const ast::Compare* node, Label& target, bool wanted);
    void chain_condition(const ast::Compare* node, Label& target, bool wanted);
    void compare_jump(ast::CmpOperator op, const Operand& left, const Operand& right, Label& target,
                      bool wanted, bool keep_right);
    void truth_jump(const Operand& value, Label& target, bool wanted);

    // --- assignment to targets (targets.cpp)
    void store(const ast::Expr* target, Operand value, bool last = true);
    // The same register, as something that is not given up.
    static Operand keep(Operand value) {
        if (value.is_temp()) value.kind = Operand::Kind::Local;
        return value;
    }
    void note_static_attribute(NameId name);
    void unpack(const ast::Seq<ast::Expr*>& elements, const ast::Expr* node, const Operand& value);
    bool unpack_into_locals(const ast::Seq<ast::Expr*>& elements, const Operand& value);
    // Advances over R[item], R[item+1] ... with targets in order.
    void for_target(const ast::Expr* target, Reg iterator, Label& end);

    // --- warnings and checks (warn.cpp)
    void warn_compare(const ast::Compare* node);
    void warn_call(const ast::Expr* func);
    void warn_subscript(const ast::Subscript* node);
    bool too_deep() { return report_.failed() || !report_.check_stack(); }

    Report& report_;
    Symbols& symbols_;
    Names& names_;
    Arena& arena_;
    Folder fold_;
    std::string_view filename_;
    const CompileOptions& options_;
    std::uint32_t future_flags_;
    std::uint32_t future_line_; // of the last statement that imported a feature
    std::int64_t words_left_;
    bool interactive_ = false;
    Unit* u_ = nullptr;
    std::vector<std::unique_ptr<Unit>> spare_;
};

struct Codegen::AtSpan {
    AtSpan(Unit& unit, const ast::Span& span) : unit_(unit), before_(unit.span) { unit.span = span; }
    ~AtSpan() { unit_.span = before_; }
    AtSpan(const AtSpan&) = delete;
    AtSpan& operator=(const AtSpan&) = delete;

private:
    Unit& unit_;
    ast::Span before_;
};

} // namespace islet
