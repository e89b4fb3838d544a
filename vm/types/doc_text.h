// SPDX-License-Identifier: MIT
//
// Documentation of a built-in type that begins with its signature: "name(a, b=1)\n--\n\nWhat it is."
// Owns: nothing. Threads: constants.
#pragma once

#include <string_view>

namespace islet {

inline constexpr std::string_view kSignatureEnd = ")\n--\n\n";

// "(a, b=1)", or empty if there is none.
inline std::string_view doc_signature(std::string_view doc) {
    const std::size_t open = doc.find('('), end = doc.find(kSignatureEnd);
    if (end == std::string_view::npos || open > end) return {};
    return doc.substr(open, end + 1 - open);
}
// What follows it, or everything.
inline std::string_view doc_body(std::string_view doc) {
    const std::size_t end = doc.find(kSignatureEnd);
    return end == std::string_view::npos ? doc : doc.substr(end + kSignatureEnd.size());
}

} // namespace islet
