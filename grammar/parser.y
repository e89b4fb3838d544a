/* SPDX-License-Identifier: MIT
 *
 * The grammar of Python 3.14. LALR(1), without conflicts; what the language forbids beyond it (targets,
 * the order of arguments and parameters) is judged by the actions, which know the words for it.
 *
 * Owns: nothing; all state is in ParseState.
 * Invariants: values are trivial, so dropping one at an error costs and leaks nothing. Lists under
 *   construction lie on the scratch stack and nest as the rules do.
 * Threads: one parse, one thread.
 */
%define api.pure full
%define api.prefix {islet_grammar_}
%define api.token.prefix {TK_}
%define api.value.type {islet::grammar::Value}
%define api.location.type {islet::ast::Span}
%define parse.error custom
// Only states with a single possible reduction reduce without looking at the next token, so that an error is
// met with everything that led to it still on the stack.
%define lr.default-reduction consistent
%locations
%param {islet::grammar::ParseState& s}
%expect 0

%code requires {
#include "grammar/state.h"
}

%code {
#include "grammar/diagnostics.h"

#define ISLET_GRAMMAR_LTYPE_IS_TRIVIAL 1
#define ISLET_GRAMMAR_STYPE_IS_TRIVIAL 1
// The stack starts on the C++ stack and moves to malloc; a program that needs more than this is refused.
#define YYINITDEPTH 200
#define YYMAXDEPTH 200000

// Runs before every action: a parse that ran out of memory or depth, or has its error, ends here.
#define YYLLOC_DEFAULT(Current, Rhs, N)                                                                      \
    do {                                                                                                     \
        if (s.stopped()) [[unlikely]] YYABORT;                                                               \
        (Current).end_line = YYRHSLOC(Rhs, N).end_line;                                                      \
        (Current).end_col = YYRHSLOC(Rhs, N).end_col;                                                        \
        if (N) {                                                                                             \
            (Current).line = YYRHSLOC(Rhs, 1).line;                                                          \
            (Current).col = YYRHSLOC(Rhs, 1).col;                                                            \
        } else {                                                                                             \
            (Current).line = (Current).end_line;                                                             \
            (Current).col = (Current).end_col;                                                               \
        }                                                                                                    \
    } while (false)

using namespace islet::ast;

constexpr const char* kNoVarPositionalDefault = "var-positional argument cannot have default value";
constexpr const char* kNoDictValue = "expression expected after dictionary key and ':'";
constexpr const char* kNoVarKeywordDefault = "var-keyword argument cannot have default value";

using islet::grammar::Lexeme;
using islet::grammar::ParamItem;
using islet::grammar::ParamKind;
using islet::grammar::ParseState;
using islet::grammar::StringFlavor;
using islet::grammar::TargetUse;

namespace {

[[gnu::flatten]] inline int islet_grammar_lex(islet::grammar::Value* value, Span* span, ParseState& s) {
    return s.next_token(*value, *span);
}

// Only for the parser's own needs (its stack): syntax errors go to yyreport_syntax_error.
void islet_grammar_error(const Span*, ParseState& s, const char*) {
    islet::grammar::report_overflow(s);
}

} // namespace
}

// The start rule wanted is the first token.
%token START_FILE START_SINGLE START_EVAL START_FUNCTYPE
       START_TEST START_NAMED START_DISJ START_ARITH START_STAR_EXPRS START_RHS START_SUBJECT START_CLAUSES
       START_PATTERNS START_TYPE_PARAMS
%token END 0 "end of file"
%token ERROR "bad token"
%token NEWLINE "newline" INDENT "indent" DEDENT "dedent"
%token <name> NAME "name"
%token <lexeme> NUMBER "number" STRING "string"
%token <lexeme> FSTRING_START "f-string" TSTRING_START "t-string" FSTRING_MIDDLE "text"
       FSTRING_END "end of f-string"
%token STRAY "stray character" LTGT "<>"

%token FALSE "False" NONE "None" TRUE "True" AND "and" AS "as" ASSERT "assert" ASYNC "async" AWAIT "await"
       BREAK "break" CLASS "class" CONTINUE "continue" DEF "def" DEL "del" ELIF "elif" ELSE "else"
       EXCEPT "except" FINALLY "finally" FOR "for" FROM "from" GLOBAL "global" IF "if" IMPORT "import" IN "in"
       IS "is" LAMBDA "lambda" NONLOCAL "nonlocal" NOT "not" OR "or" PASS "pass" RAISE "raise"
       RETURN "return" TRY "try" WHILE "while" WITH "with" YIELD "yield"
%token CASE "case" MATCH "match" TYPE "type"
// The colon that begins a format spec, which no expression can swallow.
%token <lexeme> SPEC_COLON "colon of a format spec"
%token <lexeme> LPAREN "(" RPAREN ")" LBRACKET "[" RBRACKET "]" LBRACE "{" RBRACE "}" COLON ":"
       EXCLAMATION "!" ASSIGN "="
%token COMMA "," SEMICOLON ";" DOT "." ELLIPSIS "..." ARROW "->" WALRUS ":="
       PLUS "+" MINUS "-" STAR "*" SLASH "/" DOUBLESLASH "//" PERCENT "%" AT "@" DOUBLESTAR "**" LSHIFT "<<"
       RSHIFT ">>" AMPER "&" VBAR "|" CARET "^" TILDE "~" LT "<" GT ">" LE "<=" GE ">=" EQ "==" NE "!="
       PLUSEQ "+=" MINUSEQ "-=" STAREQ "*=" SLASHEQ "/=" DOUBLESLASHEQ "//=" PERCENTEQ "%="
       ATEQ "@=" DOUBLESTAREQ "**=" LSHIFTEQ "<<=" RSHIFTEQ ">>=" AMPEREQ "&=" VBAREQ "|=" CARETEQ "^="

// Loosest first.
%left "or"
%left "and"
%precedence "not"
%left "|"
%left "^"
%left "&"
%left "<<" ">>"
%left "+" "-"
%left "*" "/" "//" "%" "@"
%precedence UNARY
%right "**"

%type <expr> test named_expr disj arith primary star_expr star_exprs star_named slice slice_part
             annotated_rhs yield_expr target_element targets with_target returns_opt tests subject
             star_annotation type_bound type_default type_var_tuple_default name_or_attr dotted_attr
             mapping_key guard_opt signed_number complex_number literal_pattern_value
%type <stmt> compound_stmt simple_stmt assignment definition funcdef classdef if_stmt elif_tail
             while_stmt for_stmt with_stmt try_stmt match_stmt import_from
%type <stmts> block else_opt finally_opt elif_block
%type <list> mark star_commas elements args compare_chain dict_items tests_commas comp_fors comp_ifs
             slices target_commas strings fparts with_items paren_items_with_as params lambda_params
             handlers class_args closed_patterns sequence_items pattern_commas pattern_args
             mapping_items names dotted_name as_names dotted_as_names import_what type_params
             decorators assign_targets func_type_args subject_list
%type <number> comma_opt async cmp_op aug_op dots
%type <comprehension> comp_for
%type <param> param lambda_param
%type <arguments> params_opt lambda_args
%type <handler> handler
%type <handler_types> handler_types
%type <match_case> case_block
%type <pattern> patterns pattern or_pattern closed_pattern maybe_star_pattern
%type <type_param> type_param
%type <type_params> type_params_opt
%type <with_item> with_item as_item
%type <alias> as_name dotted_as_name
%type <piece> string_piece
%type <name> as_name_opt
%type <exprs> decorators_done
%type <node> arg
%type <field> field
%type <lexeme> equals_opt
%type <conversion> conversion_opt
%type <format_spec> format_spec_opt

%start start
%%

start:
  START_FILE mark END                  { s.tree = s.make<Module>(Span{}, s.scratch.take<Stmt*>($mark)); }
| START_FILE mark statements END       { s.tree = s.make<Module>(Span{}, s.scratch.take<Stmt*>($mark)); }
| START_SINGLE single                  { YYACCEPT; }
| START_EVAL tests newlines END        { s.tree = s.make<Expression>(Span{}, $tests); }
| START_FUNCTYPE func_type newlines END
| START_TEST test END                  { s.matched = $test; }
| START_NAMED named_expr END           { s.matched = $named_expr; }
| START_DISJ disj END                  { s.matched = $disj; }
| START_ARITH arith END                { s.matched = $arith; }
| START_STAR_EXPRS star_exprs END      { s.matched = $star_exprs; }
| START_RHS annotated_rhs END          { s.matched = $annotated_rhs; }
| START_SUBJECT subject END            { s.matched = $subject; }
| START_CLAUSES comp_fors END          { s.matched = s.matched_anything(); }
| START_PATTERNS patterns guard_opt END { s.matched = s.matched_anything(); }
| START_TYPE_PARAMS type_params_opt END { s.matched = s.matched_anything(); }
;

// Where a list begins that single statements push themselves to.
mark: %empty  { $$ = s.scratch.size(); };

single:
  mark simple_line                     { s.tree = s.make<Interactive>(Span{}, s.scratch.take<Stmt*>($mark)); }
| mark compound_stmt NEWLINE           { s.scratch.push($compound_stmt);
                                         s.tree = s.make<Interactive>(Span{}, s.scratch.take<Stmt*>($mark)); }
| mark NEWLINE                         { s.scratch.push<Stmt*>(s.make<Pass>(@$));
                                         s.tree = s.make<Interactive>(Span{}, s.scratch.take<Stmt*>($mark)); }
;

newlines: %empty | newlines NEWLINE;

func_type:
  "(" ")" "->" test                    { s.tree = s.make<FunctionType>(Span{}, Seq<Expr*>{}, $test); }
| "(" func_type_args ")" "->" test
  { s.tree = s.make<FunctionType>(Span{}, s.scratch.take<Expr*>($2), $test); }
;
func_type_args:
  star_opt test                        { $$ = s.open($test); }
| func_type_args "," star_opt test     { $$ = $1; s.scratch.push($test); }
;
star_opt: %empty | "*" | "**";

// ---------------------------------------------------------------- statements

// Statements push themselves, for one line may hold many; the list begins at the enclosing mark.
statements:
  statement
| statements statement
;
statement:
  compound_stmt                        { s.scratch.push($compound_stmt); s.completed(@1); }
| simple_line                          { s.completed(@1); }
;
simple_line:
  simple_list NEWLINE
| simple_list ";" NEWLINE
;
simple_list:
  simple_stmt                          { s.scratch.push($simple_stmt); }
| simple_list ";" simple_stmt          { s.scratch.push($simple_stmt); }
;

block:
  NEWLINE INDENT mark statements DEDENT  { $$ = s.scratch.take<Stmt*>($mark); }
| mark simple_line                       { $$ = s.scratch.take<Stmt*>($mark); }
;

simple_stmt:
  star_exprs                           { $$ = s.make<ExprStmt>(@$, $1); }
| yield_expr                           { $$ = s.make<ExprStmt>(@$, $1); }
| assignment
| "return"                             { $$ = s.make<Return>(@$, static_cast<Expr*>(nullptr)); }
| "return" star_exprs                  { $$ = s.make<Return>(@$, $2); }
| "del" star_exprs                     { $$ = s.del($2, @$); }
| "pass"                               { $$ = s.make<Pass>(@$); }
| "break"                              { $$ = s.make<Break>(@$); }
| "continue"                           { $$ = s.make<Continue>(@$); }
| "global" names                       { $$ = s.make<Global>(@$, s.scratch.take<Identifier>($names)); }
| "nonlocal" names                     { $$ = s.make<Nonlocal>(@$, s.scratch.take<Identifier>($names)); }
| "assert" test                        { $$ = s.make<Assert>(@$, $2, static_cast<Expr*>(nullptr)); }
| "assert" test "," test               { $$ = s.make<Assert>(@$, $2, $4); }
| "raise"                              { $$ = s.make<Raise>(@$, static_cast<Expr*>(nullptr),
                                                            static_cast<Expr*>(nullptr)); }
| "raise" test                         { $$ = s.make<Raise>(@$, $2, static_cast<Expr*>(nullptr)); }
| "raise" test "from" test             { $$ = s.make<Raise>(@$, $2, $4); }
| "import" dotted_as_names             { $$ = s.make<Import>(@$, s.scratch.take<Alias*>($2)); }
| import_from
| "type" NAME type_params_opt "=" test
  {
      Expr* name = s.name($NAME, @NAME);
      if (name) name->ctx = ExprContext::Store;
      $$ = s.make<TypeAlias>(@$, name, $type_params_opt, $test);
  }
;

names:
  NAME                                 { $$ = s.open($NAME); }
| names "," NAME                       { $$ = $1; s.scratch.push($NAME); }
;

assignment:
  assign_targets annotated_rhs
  {
      Seq<Expr*> targets = s.scratch.take<Expr*>($assign_targets);
      $$ = s.make<Assign>(@$, targets, $annotated_rhs);
  }
| star_exprs ":" test                    { $$ = s.annotated($1, $3, nullptr, @$); }
| star_exprs ":" test "=" annotated_rhs  { $$ = s.annotated($1, $3, $5, @$); }
| star_exprs aug_op annotated_rhs
  { $$ = s.augmented($1, static_cast<Operator>($aug_op), $annotated_rhs, @$); }
;
assign_targets:
  star_exprs "="                       { $$ = s.open(s.assign_target($1)); }
| assign_targets star_exprs "="        { $$ = $1; s.scratch.push(s.assign_target($2)); }
| yield_expr "="                       { $$ = 0; s.fail(@1, "assignment to yield expression not possible"); }
| assign_targets yield_expr "="        { $$ = 0; s.fail(@2, "assignment to yield expression not possible"); }
;
annotated_rhs: star_exprs | yield_expr;

aug_op:
  "+="  { $$ = static_cast<uint32_t>(Operator::Add); }
| "-="  { $$ = static_cast<uint32_t>(Operator::Sub); }
| "*="  { $$ = static_cast<uint32_t>(Operator::Mult); }
| "/="  { $$ = static_cast<uint32_t>(Operator::Div); }
| "//=" { $$ = static_cast<uint32_t>(Operator::FloorDiv); }
| "%="  { $$ = static_cast<uint32_t>(Operator::Mod); }
| "@="  { $$ = static_cast<uint32_t>(Operator::MatMult); }
| "**=" { $$ = static_cast<uint32_t>(Operator::Pow); }
| "<<=" { $$ = static_cast<uint32_t>(Operator::LShift); }
| ">>=" { $$ = static_cast<uint32_t>(Operator::RShift); }
| "&="  { $$ = static_cast<uint32_t>(Operator::BitAnd); }
| "|="  { $$ = static_cast<uint32_t>(Operator::BitOr); }
| "^="  { $$ = static_cast<uint32_t>(Operator::BitXor); }
;

// Imports
dotted_name:
  NAME                                 { $$ = s.open($NAME); }
| dotted_name "." NAME                 { $$ = $1; s.scratch.push($NAME); }
;
dotted_as_names:
  dotted_as_name                       { $$ = s.open($1); }
| dotted_as_names "," dotted_as_name   { $$ = $1; s.scratch.push($3); }
;
dotted_as_name:
  dotted_name as_name_opt
  {
      Identifier name = s.dotted($dotted_name);
      $$ = s.make<Alias>(@$, name, $as_name_opt);
  }
;
as_name_opt:
  %empty                               { $$ = nullptr; }
| "as" NAME                            { $$ = $NAME; }
;
dots:
  "."                                  { $$ = 1; }
| "..."                                { $$ = 3; }
| dots "."                             { $$ = $1 + 1; }
| dots "..."                           { $$ = $1 + 3; }
;
import_from:
  "from" dotted_name "import" import_what
  {
      Seq<Alias*> names = s.scratch.take<Alias*>($import_what);
      Identifier module = s.dotted($dotted_name);
      $$ = s.make<ImportFrom>(@$, module, names, 0);
  }
| "from" dots dotted_name "import" import_what
  {
      Seq<Alias*> names = s.scratch.take<Alias*>($import_what);
      Identifier module = s.dotted($dotted_name);
      $$ = s.make<ImportFrom>(@$, module, names, static_cast<int>($dots));
  }
| "from" dots "import" import_what
  {
      Seq<Alias*> names = s.scratch.take<Alias*>($import_what);
      $$ = s.make<ImportFrom>(@$, Identifier{}, names, static_cast<int>($dots));
  }
;
import_what:
  "*"                                  { $$ = s.open(s.make<Alias>(@$, s.star_name(), Identifier{})); }
| as_names
| as_names ","
  {
      $$ = $1;
      s.fail_at_newline("trailing comma not allowed without surrounding parentheses");
  }
| "(" as_names comma_opt ")"           { $$ = $as_names; }
;
as_names:
  as_name                              { $$ = s.open($1); }
| as_names "," as_name                 { $$ = $1; s.scratch.push($3); }
;
as_name: NAME as_name_opt              { $$ = s.make<Alias>(@$, $NAME, $as_name_opt); };

comma_opt: %empty { $$ = 0; } | "," { $$ = 1; };

// Compound statements
compound_stmt:
  definition | if_stmt | while_stmt | for_stmt | with_stmt | try_stmt | match_stmt
;

definition:
  funcdef | classdef
| decorators_done funcdef              { $$ = s.decorate($1, $2); }
| decorators_done classdef             { $$ = s.decorate($1, $2); }
;
decorators_done: decorators            { $$ = s.scratch.take<Expr*>($1); };
decorators:
  "@" named_expr NEWLINE               { $$ = s.open($2); }
| decorators "@" named_expr NEWLINE    { $$ = $1; s.scratch.push($3); }
;

async: %empty { $$ = 0; } | "async" { $$ = 1; };

funcdef:
  async "def" NAME type_params_opt "(" params_opt ")" returns_opt ":" block
  {
      $$ = s.function($async != 0, $NAME, $type_params_opt, $params_opt, $returns_opt, $block,
                      from_to($async ? @async : @2, @block));
  }
;
returns_opt: %empty { $$ = nullptr; } | "->" test { $$ = $test; };

classdef:
  "class" NAME type_params_opt class_args ":" block
  { $$ = s.class_def($NAME, $type_params_opt, $class_args, $block, @$); }
;
class_args:
  %empty                               { $$ = s.scratch.size(); }
| "(" ")"                              { $$ = s.scratch.size(); }
| "(" args comma_opt ")"               { $$ = $args; s.class_arguments_in_order($args, $comma_opt != 0, @4); }
;

// Parameters: any order here; the order is judged when the list is complete.
params_opt:
  %empty                               { $$ = s.no_arguments(); }
| params comma_opt                     { $$ = s.arguments($params, $comma_opt != 0, false); }
;
params:
  param                                { $$ = s.open($1); }
| params "," param                     { $$ = $1; s.scratch.push($3); }
;
param:
  NAME                                 { $$ = s.param(ParamKind::Plain, $NAME, @NAME, nullptr, nullptr, @$); }
| NAME "=" test                        { $$ = s.param(ParamKind::Plain, $NAME, @NAME, nullptr, $3, @$); }
| NAME ":" test                        { $$ = s.param(ParamKind::Plain, $NAME, @$, $3, nullptr, @$); }
| NAME ":" test "=" test
  { $$ = s.param(ParamKind::Plain, $NAME, from_to(@1, @3), $3, $5, @$); }
| "/"                                  { $$ = s.param(ParamKind::Slash, nullptr, @$, nullptr, nullptr, @$); }
| "*"                                  { $$ = s.param(ParamKind::Star, nullptr, @$, nullptr, nullptr, @$); }
| "*" NAME
  { $$ = s.param(ParamKind::VarPositional, $2, @2, nullptr, nullptr, @$); }
| "*" NAME ":" star_annotation
  { $$ = s.param(ParamKind::VarPositional, $2, from_to(@2, @4), $4, nullptr, @$); }
| "**" NAME
  { $$ = s.param(ParamKind::VarKeyword, $2, @2, nullptr, nullptr, @$); }
| "**" NAME ":" test
  { $$ = s.param(ParamKind::VarKeyword, $2, from_to(@2, @4), $4, nullptr, @$); }
;
// What parameters cannot be.
param:
  "*" NAME "="                         { $$ = nullptr; s.fail(@3, kNoVarPositionalDefault); }
| "*" NAME ":" star_annotation "="     { $$ = nullptr; s.fail(@5, kNoVarPositionalDefault); }
| "**" NAME "="                        { $$ = nullptr; s.fail(@3, kNoVarKeywordDefault); }
| "**" NAME ":" test "="               { $$ = nullptr; s.fail(@5, kNoVarKeywordDefault); }
| NAME "="                             { $$ = nullptr; s.fail(@2, "expected default value expression"); }
| NAME ":" test "="                    { $$ = nullptr; s.fail(@4, "expected default value expression"); }
| "/" "*"                              { $$ = nullptr; s.fail(@2, "expected comma between / and *"); }
| "(" names comma_opt ")"
  { $$ = nullptr; s.fail(@$, "Function parameters cannot be parenthesized"); }
;
star_annotation: test | "*" arith      { $$ = s.make<Starred>(@$, $2); };

lambda_param:
  NAME                                 { $$ = s.param(ParamKind::Plain, $NAME, @NAME, nullptr, nullptr, @$); }
| NAME "=" test                        { $$ = s.param(ParamKind::Plain, $NAME, @NAME, nullptr, $3, @$); }
| "/"                                  { $$ = s.param(ParamKind::Slash, nullptr, @$, nullptr, nullptr, @$); }
| "*"                                  { $$ = s.param(ParamKind::Star, nullptr, @$, nullptr, nullptr, @$); }
| "*" NAME
  { $$ = s.param(ParamKind::VarPositional, $2, @2, nullptr, nullptr, @$); }
| "**" NAME
  { $$ = s.param(ParamKind::VarKeyword, $2, @2, nullptr, nullptr, @$); }
;
lambda_param:
  "*" NAME "="                         { $$ = nullptr; s.fail(@3, kNoVarPositionalDefault); }
| "**" NAME "="                        { $$ = nullptr; s.fail(@3, kNoVarKeywordDefault); }
| NAME "="                             { $$ = nullptr; s.fail_default(@2); }
| "/" "*"                              { $$ = nullptr; s.fail(@2, "expected comma between / and *"); }
| "(" names comma_opt ")"
  { $$ = nullptr; s.fail(@$, "Lambda expression parameters cannot be parenthesized"); }
;
lambda_args:
  %empty                               { $$ = s.no_arguments(); }
| lambda_params comma_opt              { $$ = s.arguments($1, $2 != 0, true); }
;
lambda_params:
  lambda_param                         { $$ = s.open($1); }
| lambda_params "," lambda_param       { $$ = $1; s.scratch.push($3); }
;

// Type parameters
type_params_opt:
  %empty                               { $$ = {}; }
| "[" type_params comma_opt "]"        { $$ = s.scratch.take<TypeParam*>($type_params); }
;
type_params:
  type_param                           { $$ = s.open($1); }
| type_params "," type_param           { $$ = $1; s.scratch.push($3); }
;
type_param:
  NAME type_bound type_default         { $$ = s.make<TypeVar>(@$, $NAME, $type_bound, $type_default); }
| "*" NAME type_var_tuple_default      { $$ = s.make<TypeVarTuple>(@$, $NAME, $3); }
| "**" NAME type_default               { $$ = s.make<ParamSpec>(@$, $NAME, $3); }
| "*" NAME ":" test                    { $$ = nullptr; s.fail_bound(from_to(@3, @4), $test, "TypeVarTuple"); }
| "**" NAME ":" test                   { $$ = nullptr; s.fail_bound(from_to(@3, @4), $test, "ParamSpec"); }
;
type_bound: %empty { $$ = nullptr; } | ":" test { $$ = $2; };
type_default: %empty { $$ = nullptr; } | "=" test { $$ = $2; };
type_var_tuple_default: %empty { $$ = nullptr; } | "=" star_expr { $$ = $2; };

if_stmt:
  "if" named_expr ":" block elif_block { $$ = s.make<If>(@$, $2, $4, $5); }
;
elif_block:
  elif_tail                            { $$ = s.one($1); }
| else_opt
| "else" ":" block "elif"              { $$ = {}; s.fail(@4, "'elif' block follows an 'else' block"); }
;
elif_tail:
  "elif" named_expr ":" block elif_block { $$ = s.make<If>(@$, $2, $4, $5); }
;
else_opt: %empty { $$ = {}; } | "else" ":" block { $$ = $block; };
finally_opt: %empty { $$ = {}; } | "finally" ":" block { $$ = $block; };

while_stmt:
  "while" named_expr ":" block else_opt { $$ = s.make<While>(@$, $2, $4, $5); }
;
for_stmt:
  async "for" targets "in" star_exprs ":" block else_opt
  {
      $$ = s.loop($async != 0, $targets, $star_exprs, $block, $else_opt,
                  from_to($async ? @async : @2, @else_opt));
  }
;

// A list in parentheses is one of items as soon as one of them has `as`, or when nothing but the colon
// follows; otherwise it is a tuple, and which it is comes out behind it.
with_stmt:
  async "with" with_items ":" block
  { $$ = s.with($async != 0, $with_items, $block, from_to($async ? @async : @2, @block)); }
| async "with" "(" paren_items_with_as comma_opt ")" ":" block
  { $$ = s.with($async != 0, $paren_items_with_as, $block, from_to($async ? @async : @2, @block)); }
;
with_items:
  with_item                            { $$ = s.open($1); }
| with_items "," with_item             { $$ = $1; s.scratch.push($3); }
;
with_item:
  test                                 { $$ = s.make<WithItem>(@$, $1, static_cast<Expr*>(nullptr)); }
| as_item
;
as_item: test "as" with_target         { $$ = s.make<WithItem>(@$, $1, s.target($3, TargetUse::Assign)); };
with_target: test | "*" arith          { $$ = s.make<Starred>(@$, $2); };
paren_items_with_as:
  as_item                              { $$ = s.open($1); }
| elements "," as_item                 { $$ = s.items_from_elements($1, $3); }
| paren_items_with_as "," with_item    { $$ = $1; s.scratch.push($3); }
;

try_stmt:
  "try" ":" block handlers else_opt finally_opt
  { $$ = s.try_stmt($block, $handlers, $else_opt, $finally_opt, @$); }
| "try" ":" block "finally" ":" block
  { $$ = s.make<Try>(@$, $3, Seq<ExceptHandler*>{}, Seq<Stmt*>{}, $6); }
;
handlers:
  handler                              { $$ = s.open($1); }
| handlers handler                     { $$ = $1; s.scratch.push($2); }
;
// The context marks `except*`.
handler:
  "except" ":" block
  { $$ = s.make<ExceptHandler>(@$, static_cast<Expr*>(nullptr), Identifier{}, $block); }
| "except" handler_types block
  { $$ = s.handler($2.type, $2.name, $block, false, @$); }
| "except" "*" ":"                     { $$ = nullptr; s.fail(@3, "expected one or more exception types"); }
| "except" "*" handler_types block
  { $$ = s.handler($3.type, $3.name, $block, true, @$); }
;
handler_types:
  tests as_name_opt ":"                { $$ = {$tests, $as_name_opt}; s.handler_types($1, $2, @3); }
;

match_stmt:
  "match" subject ":" NEWLINE INDENT mark cases DEDENT
  { $$ = s.make<Match>(@$, $subject, s.scratch.take<MatchCase*>($mark)); }
;
subject:
  named_expr
| subject_list                         { $$ = s.tuple($1, @$, false); }
| subject_list star_named              { s.scratch.push($2); $$ = s.tuple($1, @$, false); }
;
subject_list:
  star_named ","                       { $$ = s.open($1); }
| subject_list star_named ","          { $$ = $1; s.scratch.push($2); }
;
cases:
  case_block                           { s.scratch.push($1); }
| cases case_block                     { s.scratch.push($2); }
;
case_block:
  "case" patterns guard_opt ":" block  { $$ = s.make<MatchCase>(@$, $patterns, $guard_opt, $block); }
;
guard_opt: %empty { $$ = nullptr; } | "if" named_expr { $$ = $2; };

// ---------------------------------------------------------------- patterns

patterns:
  pattern
| pattern_commas                       { $$ = s.make<MatchSequence>(@$, s.scratch.take<Pattern*>($1)); }
| pattern_commas maybe_star_pattern
  { s.scratch.push($2); $$ = s.make<MatchSequence>(@$, s.scratch.take<Pattern*>($1)); }
;
pattern_commas:
  maybe_star_pattern ","               { $$ = s.open($1); }
| pattern_commas maybe_star_pattern "," { $$ = $1; s.scratch.push($2); }
;
sequence_items:
  maybe_star_pattern                   { $$ = s.open($1); }
| sequence_items "," maybe_star_pattern { $$ = $1; s.scratch.push($3); }
;
maybe_star_pattern:
  pattern
| "*" NAME                             { $$ = s.make<MatchStar>(@$, s.unless_wildcard($NAME)); }
;
pattern:
  or_pattern
| or_pattern "as" NAME                 { $$ = s.as_pattern($1, $NAME, @NAME, @$); }
;
or_pattern:
  closed_pattern
| closed_patterns                      { $$ = s.make<MatchOr>(@$, s.scratch.take<Pattern*>($1)); }
;
closed_patterns:
  closed_pattern "|" closed_pattern    { $$ = s.open($1); s.scratch.push($3); }
| closed_patterns "|" closed_pattern   { $$ = $1; s.scratch.push($3); }
;
closed_pattern:
  literal_pattern_value                { $$ = s.make<MatchValue>(@$, $1); }
| "None"                               { $$ = s.make<MatchSingleton>(@$, s.literal(LiteralKind::None)); }
| "True"                               { $$ = s.make<MatchSingleton>(@$, s.literal(LiteralKind::True)); }
| "False"                              { $$ = s.make<MatchSingleton>(@$, s.literal(LiteralKind::False)); }
| NAME                                 { $$ = s.make<MatchAs>(@$, static_cast<Pattern*>(nullptr),
                                                              s.unless_wildcard($NAME)); }
| dotted_attr                          { $$ = s.make<MatchValue>(@$, $1); }
| name_or_attr "(" ")"                 { $$ = s.class_pattern($1, s.scratch.size(), @$); }
| name_or_attr "(" pattern_args comma_opt ")" { $$ = s.class_pattern($1, $pattern_args, @$); }
| "(" ")"                              { $$ = s.make<MatchSequence>(@$, Seq<Pattern*>{}); }
| "(" sequence_items comma_opt ")"     { $$ = s.paren_pattern($2, $3 != 0, @$); }
| "[" "]"                              { $$ = s.make<MatchSequence>(@$, Seq<Pattern*>{}); }
| "[" sequence_items comma_opt "]"     { $$ = s.make<MatchSequence>(@$, s.scratch.take<Pattern*>($2)); }
| "{" "}"                              { $$ = s.mapping_pattern(s.scratch.size(), nullptr, @$); }
| "{" mapping_items comma_opt "}"      { $$ = s.mapping_pattern($2, nullptr, @$); }
| "{" "**" NAME comma_opt "}"
                { $$ = s.mapping_pattern(s.scratch.size(), s.rest_name($NAME, @NAME), @$); }
| "{" mapping_items "," "**" NAME comma_opt "}"
                { $$ = s.mapping_pattern($2, s.rest_name($NAME, @NAME), @$); }
;
name_or_attr:
  NAME                                 { $$ = s.name($NAME, @$); }
| dotted_attr
;
dotted_attr: name_or_attr "." NAME     { $$ = s.make<Attribute>(@$, $1, $NAME); };
literal_pattern_value: signed_number | complex_number | strings { $$ = s.strings($1, @$); };
signed_number:
  NUMBER                               { $$ = s.number($1, @$); }
| "-" NUMBER                           { $$ = s.make<UnaryOp>(@$, UnaryOperator::USub, s.number($2, @2)); }
;
complex_number:
  signed_number "+" NUMBER             { $$ = s.complex_literal($1, Operator::Add, $3, @3, @$); }
| signed_number "-" NUMBER             { $$ = s.complex_literal($1, Operator::Sub, $3, @3, @$); }
;
mapping_items:
  mapping_key ":" pattern              { $$ = s.open($1); s.scratch.push($3); }
| mapping_items "," mapping_key ":" pattern { $$ = $1; s.scratch.push($3); s.scratch.push($5); }
;
mapping_key:
  literal_pattern_value
| dotted_attr
| "None"                               { $$ = s.constant(LiteralKind::None, @$); }
| "True"                               { $$ = s.constant(LiteralKind::True, @$); }
| "False"                              { $$ = s.constant(LiteralKind::False, @$); }
;
// Pairs of a name, null for a positional one, and a pattern.
pattern_args:
  pattern                              { $$ = s.open(Identifier{}); s.scratch.push($1); }
| NAME "=" pattern                     { $$ = s.open($NAME); s.scratch.push($3); }
| pattern_args "," pattern             { $$ = $1; s.scratch.push(Identifier{}); s.scratch.push($3); }
| pattern_args "," NAME "=" pattern    { $$ = $1; s.scratch.push($NAME); s.scratch.push($5); }
;

// ---------------------------------------------------------------- expressions

// One or more, with commas: a tuple without parentheses.
star_exprs:
  star_expr
| star_commas                          { $$ = s.tuple($1, @$, false); }
| star_commas star_expr                { s.scratch.push($2); $$ = s.tuple($1, @$, false); }
;
star_commas:
  star_expr ","                        { $$ = s.open($1); }
| star_commas star_expr ","            { $$ = $1; s.scratch.push($2); }
;
star_expr: test | "*" arith            { $$ = s.make<Starred>(@$, $2); };
star_named: named_expr | "*" arith     { $$ = s.make<Starred>(@$, $2); };

tests:
  test
| tests_commas                         { $$ = s.tuple($1, @$, false); }
| tests_commas test                    { s.scratch.push($2); $$ = s.tuple($1, @$, false); }
;
tests_commas:
  test ","                             { $$ = s.open($1); }
| tests_commas test ","                { $$ = $1; s.scratch.push($2); }
;

targets:
  target_element                       { $$ = s.target($1, TargetUse::Loop); }
| target_commas                        { $$ = s.target(s.tuple($1, @$, false), TargetUse::Loop); }
| target_commas target_element
  { s.scratch.push($2); $$ = s.target(s.tuple($1, @$, false), TargetUse::Loop); }
;
target_commas:
  target_element ","                   { $$ = s.open($1); }
| target_commas target_element ","     { $$ = $1; s.scratch.push($2); }
;
target_element: arith | "*" arith      { $$ = s.make<Starred>(@$, $2); };

yield_expr:
  "yield"                              { $$ = s.make<Yield>(@$, static_cast<Expr*>(nullptr)); }
| "yield" star_exprs                   { $$ = s.make<Yield>(@$, $2); }
| "yield" "from" test                  { $$ = s.make<YieldFrom>(@$, $3); }
;

named_expr:
  test
| test ":=" test                       { $$ = s.named($1, $3, @$); }
;

test:
  disj
| disj "if" disj "else" test           { $$ = s.make<IfExp>(@$, $3, $1, $5); }
| "lambda" lambda_args ":" test        { $$ = s.make<Lambda>(@$, $2, $4); }
;

disj:
  arith
| compare_chain                        { $$ = s.compare($1, @$); }
| "not" disj                           { $$ = s.make<UnaryOp>(@$, UnaryOperator::Not, $2); }
| disj "and" disj                      { $$ = s.boolean($1, BoolOperator::And, $3, @$); }
| disj "or" disj                       { $$ = s.boolean($1, BoolOperator::Or, $3, @$); }
;
// First operand, then pairs of operator and operand.
compare_chain:
  arith cmp_op arith                   { $$ = s.open($1); s.scratch.push($2); s.scratch.push($3); }
| compare_chain cmp_op arith           { $$ = $1; s.scratch.push($2); s.scratch.push($3); }
;
cmp_op:
  "=="                                 { $$ = static_cast<uint32_t>(CmpOperator::Eq); }
| "!="                                 { $$ = static_cast<uint32_t>(CmpOperator::NotEq); }
| "<"                                  { $$ = static_cast<uint32_t>(CmpOperator::Lt); }
| "<="                                 { $$ = static_cast<uint32_t>(CmpOperator::LtE); }
| ">"                                  { $$ = static_cast<uint32_t>(CmpOperator::Gt); }
| ">="                                 { $$ = static_cast<uint32_t>(CmpOperator::GtE); }
| "is"                                 { $$ = static_cast<uint32_t>(CmpOperator::Is); }
| "is" "not"                           { $$ = static_cast<uint32_t>(CmpOperator::IsNot); }
| "in"                                 { $$ = static_cast<uint32_t>(CmpOperator::In); }
| "not" "in"                           { $$ = static_cast<uint32_t>(CmpOperator::NotIn); }
;

arith:
  primary
| "await" primary                      { $$ = s.make<Await>(@$, $2); }
| arith "|" arith                      { $$ = s.binary($1, Operator::BitOr, $3, @$); }
| arith "^" arith                      { $$ = s.binary($1, Operator::BitXor, $3, @$); }
| arith "&" arith                      { $$ = s.binary($1, Operator::BitAnd, $3, @$); }
| arith "<<" arith                     { $$ = s.binary($1, Operator::LShift, $3, @$); }
| arith ">>" arith                     { $$ = s.binary($1, Operator::RShift, $3, @$); }
| arith "+" arith                      { $$ = s.binary($1, Operator::Add, $3, @$); }
| arith "-" arith                      { $$ = s.binary($1, Operator::Sub, $3, @$); }
| arith "*" arith                      { $$ = s.binary($1, Operator::Mult, $3, @$); }
| arith "/" arith                      { $$ = s.binary($1, Operator::Div, $3, @$); }
| arith "//" arith                     { $$ = s.binary($1, Operator::FloorDiv, $3, @$); }
| arith "%" arith                      { $$ = s.binary($1, Operator::Mod, $3, @$); }
| arith "@" arith                      { $$ = s.binary($1, Operator::MatMult, $3, @$); }
| arith "**" arith                     { $$ = s.binary($1, Operator::Pow, $3, @$); }
| "+" arith %prec UNARY                { $$ = s.make<UnaryOp>(@$, UnaryOperator::UAdd, $2); }
| "-" arith %prec UNARY                { $$ = s.make<UnaryOp>(@$, UnaryOperator::USub, $2); }
| "~" arith %prec UNARY                { $$ = s.make<UnaryOp>(@$, UnaryOperator::Invert, $2); }
;

primary:
  NAME                                 { $$ = s.name($1, @$); }
| NUMBER                               { $$ = s.number($1, @$); }
| strings                              { $$ = s.strings($1, @$); }
| "None"                               { $$ = s.constant(LiteralKind::None, @$); }
| "True"                               { $$ = s.constant(LiteralKind::True, @$); }
| "False"                              { $$ = s.constant(LiteralKind::False, @$); }
| "..."                                { $$ = s.constant(LiteralKind::Ellipsis, @$); }
| primary "." NAME                     { $$ = s.make<Attribute>(@$, $1, $3); }
| primary "(" ")"                      { $$ = s.make<Call>(@$, $1, Seq<Expr*>{}, Seq<Keyword*>{}); }
| primary "(" args comma_opt ")"       { $$ = s.call($1, $3, $4 != 0, from_to(@2, @5), @$); }
| primary "[" slices comma_opt "]"     { $$ = s.subscript($1, $3, $4 != 0, from_to(@3, @4), @$); }
| "(" ")"                              { $$ = s.tuple(s.scratch.size(), @$, true); }
| "(" elements ")"                     { $$ = s.paren_elements($2, false, @$); }
| "(" elements "," ")"                 { $$ = s.paren_elements($2, true, @$); }
| "(" yield_expr ")"                   { $$ = s.group($2); }
| "(" named_expr comp_fors ")"         { $$ = s.generator($2, $3, @$, true); }
| "[" "]"                              { $$ = s.make<List>(@$, Seq<Expr*>{}); }
| "[" elements comma_opt "]"           { $$ = s.make<List>(@$, s.scratch.take<Expr*>($2)); }
| "[" named_expr comp_fors "]"
  { $$ = s.make<ListComp>(@$, $2, s.scratch.take<Comprehension*>($3)); }
| "{" "}"                              { $$ = s.make<Dict>(@$, Seq<Expr*>{}, Seq<Expr*>{}); }
| "{" dict_items comma_opt "}"         { $$ = s.dict($2, @$); }
| "{" test ":" test comp_fors "}"
  { $$ = s.make<DictComp>(@$, $2, $4, s.scratch.take<Comprehension*>($5)); }
| "{" elements comma_opt "}"           { $$ = s.make<Set>(@$, s.scratch.take<Expr*>($2)); }
| "{" named_expr comp_fors "}"
  { $$ = s.make<SetComp>(@$, $2, s.scratch.take<Comprehension*>($3)); }
;

elements:
  star_named                           { $$ = s.open($1); }
| elements "," star_named              { $$ = $1; s.scratch.push($3); }
;

// Pairs of key and value; the key is null for `**value`.
dict_items:
  test ":" test                        { $$ = s.open($1); s.scratch.push($3); }
| "**" arith                           { $$ = s.open<Expr*>(nullptr); s.scratch.push($2); }
| test ":"                             { $$ = 0; s.fail(@2, kNoDictValue); }
| dict_items "," test ":"              { $$ = 0; s.fail(@4, kNoDictValue); }
| dict_items "," test ":" test         { $$ = $1; s.scratch.push($3); s.scratch.push($5); }
| dict_items "," "**" arith            { $$ = $1; s.scratch.push<Expr*>(nullptr); s.scratch.push($4); }
;

comp_fors:
  comp_for                             { $$ = s.open($1); }
| comp_fors comp_for                   { $$ = $1; s.scratch.push($2); }
;
comp_for:
  async "for" targets "in" disj comp_ifs
  {
      Seq<Expr*> ifs = s.scratch.take<Expr*>($comp_ifs);
      $$ = s.make<Comprehension>(Span{}, $targets, $disj, ifs, static_cast<int>($async));
  }
;
comp_ifs:
  %empty                               { $$ = s.scratch.size(); }
| comp_ifs "if" disj                   { $$ = $1; s.scratch.push($3); }
;

// Expressions and Keywords, told apart by their kind.
args:
  arg                                  { $$ = s.open($1); }
| args "," arg                         { $$ = $1; s.scratch.push($3); }
;
arg:
  test                                 { $$ = $1; }
| test ":=" test                       { $$ = s.named_argument($1, @2, $3, @$); }
| test comp_fors                       { $$ = s.generator($1, $2, @$, false); }
| test ":=" test comp_fors
  { $$ = s.generator(s.named_argument($1, @2, $3, from_to(@1, @3)), $4, @$, false); }
| "*" test                             { $$ = s.make<Starred>(@$, $2); }
| "**" test                            { $$ = s.make<Keyword>(@$, Identifier{}, $2); }
| test "=" test                        { $$ = s.argument($1, @2, $3, @$); }
;

slices:
  slice                                { $$ = s.open($1); }
| slices "," slice                     { $$ = $1; s.scratch.push($3); }
;
slice:
  named_expr
| "*" test                             { $$ = s.make<Starred>(@$, $2); }
| slice_part ":" slice_part
  { $$ = s.make<Slice>(from_to($1 ? @1 : @2, @$), $1, $3, static_cast<Expr*>(nullptr)); }
| slice_part ":" slice_part ":" slice_part
  { $$ = s.make<Slice>(from_to($1 ? @1 : @2, @$), $1, $3, $5); }
;
slice_part: %empty { $$ = nullptr; } | test;

// Adjacent literals are one.
strings:
  string_piece                         { $$ = s.open($1); }
| strings string_piece                 { $$ = $1; s.scratch.push($2); }
;
string_piece:
  STRING                               { $$ = s.plain_piece($1, @$); }
| FSTRING_START fparts FSTRING_END     { $$ = s.joined_piece($2, StringFlavor::Formatted, @$); }
| TSTRING_START fparts FSTRING_END     { $$ = s.joined_piece($2, StringFlavor::Template, @$); }
;
// Pairs of a text and a field, of which one is null.
fparts:
  %empty                               { $$ = s.scratch.size(); }
| fparts FSTRING_MIDDLE                { $$ = $1; s.push_part(s.middle($2, @2), nullptr); }
| fparts field                         { $$ = $1; s.push_part(nullptr, $2); }
;
field:
  "{" annotated_rhs equals_opt conversion_opt format_spec_opt "}"
  { $$ = s.field($1, $2, $3, $4, $5, $6, @$); }
;
equals_opt: %empty { $$ = {}; } | "=";
conversion_opt:
  %empty                               { $$ = {nullptr, -1}; }
| "!" NAME                             { $$ = s.conversion($1, @1, $2, @2); }
;
format_spec_opt:
  %empty                               { $$ = {nullptr, nullptr}; }
| SPEC_COLON fparts                    { $$ = {$1.begin, s.format_spec($2, @$)}; }
;

%%

// Terminals by their token codes, other symbols behind them.
static int code_of(yysymbol_kind_t kind) {
    static_assert(TK_STRAY - TK_START_FILE == YYSYMBOL_STRAY - YYSYMBOL_START_FILE, "codes run in step");
    if (kind == YYSYMBOL_YYEOF) return TK_END;
    if (kind < YYNTOKENS) return kind - YYSYMBOL_START_FILE + TK_START_FILE;
    return islet::grammar::Symbols::kFirstNonterminal;
}

static int yyreport_syntax_error(const yypcontext_t* context, ParseState& s) {
    using islet::grammar::Symbols;
    Symbols symbols{};
    for (const yy_state_t* at = context->yyssp; *at != 0 && symbols.count < Symbols::kMost; --at) {
        symbols.stack[symbols.count++] = code_of(YY_ACCESSING_SYMBOL(*at));
    }
    symbols.token = code_of(yypcontext_token(context));
    yysymbol_kind_t expected[YYNTOKENS];
    const int count = yypcontext_expected_tokens(context, expected, YYNTOKENS);
    for (int i = 0; i < count; ++i) symbols.expect(code_of(expected[i]));
    islet::grammar::report_syntax_error(s, symbols);
    return 0;
}
