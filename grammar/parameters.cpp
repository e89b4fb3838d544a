// SPDX-License-Identifier: MIT
//
// Whether a list of parameters means something. The grammar takes them in any order.
//
// Owns: nothing.
// Threads: one parse, one thread.
#include "grammar/diagnostics.h"

namespace islet::grammar {

using ast::Span;

namespace {

class ParameterCheck {
public:
    ParameterCheck(ParseState& s, std::uint32_t list, bool trailing_comma, bool of_lambda)
        : s_(s), list_(list), count_(s.scratch.count_from(list)), trailing_comma_(trailing_comma),
          of_lambda_(of_lambda) {}

    bool run() {
        for (at_ = 0; at_ < count_; ++at_) {
            if (!one(item(at_))) return false;
        }
        return true;
    }

private:
    const ParamItem& item(std::uint32_t i) const { return *s_.scratch.at<ParamItem*>(list_ + i); }
    bool last() const { return at_ + 1 == count_ && !trailing_comma_; }

    bool fail(const Span& span, std::string_view message) {
        s_.fail(span, message);
        return false;
    }
    // Only the token, not what belongs to it.
    static Span token_of(const ParamItem& item) {
        Span span = item.span;
        if (item.arg && item.kind == ParamKind::Plain) return item.arg->span;
        const std::uint32_t width = item.kind == ParamKind::VarKeyword ? 2 : 1;
        span.end_line = span.line;
        span.end_col = span.col + width;
        return span;
    }

    bool one(const ParamItem& item) {
        if (behind_keywords_) return fail(token_of(item), "arguments cannot follow var-keyword argument");
        switch (item.kind) {
        case ParamKind::Plain: return plain(item);
        case ParamKind::Slash: return slash(item);
        case ParamKind::Star:
        case ParamKind::VarPositional: return star(item);
        case ParamKind::VarKeyword: behind_keywords_ = true; return true;
        }
        return true;
    }

    bool plain(const ParamItem& item) {
        if (behind_star_) return true;
        if (item.default_value) {
            default_seen_ = true;
            return true;
        }
        if (!default_seen_) return true;
        return fail(item.arg->span, "parameter without a default follows parameter with a default");
    }

    bool slash(const ParamItem& item) {
        if (at_ == 0) {
            return fail(item.span, last() ? "invalid syntax" : "at least one argument must precede /");
        }
        if (behind_star_) return fail(item.span, "/ must be ahead of *");
        if (slash_seen_) return fail(item.span, "/ may appear only once");
        slash_seen_ = true;
        return true;
    }

    bool star(const ParamItem& item) {
        if (behind_star_) {
            const bool at_end = item.kind == ParamKind::Star && last();
            return fail(token_of(item), at_end ? "invalid syntax" : "* argument may appear only once");
        }
        behind_star_ = true;
        if (item.kind == ParamKind::VarPositional) return true;
        const bool named_follows = at_ + 1 < count_ && this->item(at_ + 1).kind != ParamKind::VarKeyword;
        if (named_follows) return true;
        constexpr std::string_view kWords = "named arguments must follow bare *";
        if (!of_lambda_) return fail(item.span, kWords);
        // For a lambda Python points at what it found in their place: the colon was read just now.
        if (at_ + 1 < count_) return fail(token_of(this->item(at_ + 1)), kWords);
        s_.fail_at_last_token(kWords);
        return false;
    }

    ParseState& s_;
    std::uint32_t list_;
    std::uint32_t count_;
    bool trailing_comma_;
    bool of_lambda_;
    std::uint32_t at_ = 0;
    bool slash_seen_ = false;
    bool default_seen_ = false;
    bool behind_star_ = false;
    bool behind_keywords_ = false;
};

} // namespace

bool check_parameters(ParseState& s, std::uint32_t list, bool trailing_comma, bool of_lambda) {
    return ParameterCheck(s, list, trailing_comma, of_lambda).run();
}

} // namespace islet::grammar
