// SPDX-License-Identifier: MIT
// What the unit tests of vm/base need to read the tables that make_cases.py writes.
#pragma once

#include <bit>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

namespace islet {

struct OracleCase {
    const char* request;
    const char* answer;
};

// Takes a request apart at its spaces.
class RequestReader {
public:
    explicit RequestReader(std::string_view request) : rest_(request) {}
    std::string word() {
        const std::size_t end = std::min(rest_.find(' '), rest_.size());
        std::string taken(rest_.substr(0, end));
        rest_.remove_prefix(std::min(end + 1, rest_.size()));
        return taken;
    }
    std::string_view rest() const { return rest_; }
    int number() { return std::atoi(word().c_str()); }
    bool flag() { return number() != 0; }
    double double_from_bits() {
        return std::bit_cast<double>(static_cast<std::uint64_t>(std::strtoull(word().c_str(), nullptr, 16)));
    }

private:
    std::string_view rest_;
};

} // namespace islet
