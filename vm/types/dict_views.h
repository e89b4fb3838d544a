// SPDX-License-Identifier: MIT
//
// The views that keys(), values() and items() give.
// Owns: one count on the dict. Threads: the interpreter's lock.
#pragma once

#include "vm/types/dict.h"

namespace islet {

struct DictView : Object {
    static constexpr Kind kKind = Kind::DictView;
    Dict* dict;
};

// `id`: DictKeys, DictValues or DictItems.
Ref make_dict_view(Thread& t, Dict& dict, TypeId id);
// `id`: one of the six types of dict iterators.
Ref make_dict_iterator(Thread& t, Dict& dict, TypeId id);

} // namespace islet
