// SPDX-License-Identifier: MIT
//
// Ownership and failure, as types that the compiler checks.
//
// Raised   proof that an exception is pending in the thread; only Thread can make one.
// Ref      one owned reference, or, when empty, the news that an exception is pending.
// Status   success, or an exception is pending.
// Result   a payload that is not an object, or an exception is pending.
// Step     one step of an iteration: an item, the end, or an exception is pending.
//
// A function that fails returns one of them made from `Raised`, so "failed without setting an error" and
// "ignored a failure" do not compile. Propagation is one line: `if (!item) return t.raised();`
//
// Threads: whoever holds the lock of the interpreter that owns the object.
#pragma once

#include "vm/object.h"

#include <utility>

namespace islet {

class Raised {
    friend class Thread;
    Raised() = default;
};

class [[nodiscard]] Ref {
public:
    Ref(Raised) noexcept {}
    Ref(Ref&& other) noexcept : value_(std::exchange(other.value_, Value())) {}
    Ref& operator=(Ref&& other) noexcept {
        const Value old = std::exchange(value_, std::exchange(other.value_, Value()));
        islet::release(old);
        return *this;
    }
    Ref(const Ref&) = delete;
    Ref& operator=(const Ref&) = delete;
    ~Ref() { islet::release(value_); }

    // Adds a count.
    static Ref share(Value v) {
        retain(v);
        return Ref(v);
    }
    // Takes over the caller's count. `v` is not empty.
    static Ref adopt(Value v) { return Ref(v); }
    // A value that is no object: a number, None, a bool.
    static Ref plain(Value v) {
        ISLET_DCHECK(!v.is_object(), "plain() of an object leaks or double frees");
        return Ref(v);
    }
    static Ref none() { return Ref(Value::none()); }
    static Ref boolean(bool b) { return Ref(Value::boolean(b)); }
    static Ref not_implemented() { return Ref(Value::not_implemented()); }
    // Nothing held, and no failure: for members and variables that are filled later.
    static Ref nothing() { return Ref(Value()); }

    explicit operator bool() const { return !value_.is_empty(); }
    Value get() const { return value_; }
    template <class T>
    T& as() const {
        return islet::as<T>(value_);
    }
    Value release() { return std::exchange(value_, Value()); }
    void reset() { islet::release(std::exchange(value_, Value())); }

private:
    explicit Ref(Value v) : value_(v) {}
    Value value_;
};

class [[nodiscard]] Status {
public:
    Status(Raised) noexcept : ok_(false) {}
    static Status ok() { return Status(true); }
    explicit operator bool() const { return ok_; }

private:
    explicit Status(bool ok) : ok_(ok) {}
    bool ok_;
};

template <class T>
class [[nodiscard]] Result {
public:
    Result(Raised) noexcept : value_(), ok_(false) {}
    Result(T value) : value_(std::move(value)), ok_(true) {}
    explicit operator bool() const { return ok_; }
    const T& get() const { return value_; }
    T& get() { return value_; }
    const T& operator*() const { return value_; }
    const T* operator->() const { return &value_; }

private:
    T value_;
    bool ok_;
};

class [[nodiscard]] Step {
public:
    enum class Kind : std::uint8_t { Item, End, Raised };
    Step(Raised) noexcept : item_(Ref::nothing()), kind_(Kind::Raised) {}
    static Step item(Ref item) { return Step(std::move(item), Kind::Item); }
    // The Ref of a call that may have failed: item or raised.
    static Step from(Ref item) {
        const bool ok = static_cast<bool>(item);
        return Step(std::move(item), ok ? Kind::Item : Kind::Raised);
    }
    static Step end() { return Step(Ref::nothing(), Kind::End); }
    // The end of an iterator written in Python that raised StopIteration(value); get() is the value.
    static Step end(Ref value) { return Step(std::move(value), Kind::End); }

    bool is_item() const { return kind_ == Kind::Item; }
    bool is_end() const { return kind_ == Kind::End; }
    bool is_raised() const { return kind_ == Kind::Raised; }
    Value get() const { return item_.get(); }
    Ref take() { return std::move(item_); }

private:
    Step(Ref item, Kind kind) : item_(std::move(item)), kind_(kind) {}
    Ref item_;
    Kind kind_;
};

} // namespace islet
