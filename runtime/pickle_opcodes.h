// SPDX-License-Identifier: MIT
//
// The opcodes of the pickle format, by the protocol that brought them.
// Owns: nothing. Threads: constants.
#pragma once

#include <cstddef>

namespace islet::pickle {

enum Op : char {
    // Protocols 0 and 1
    kMark = '(',
    kStop = '.',
    kPop = '0',
    kPopMark = '1',
    kDup = '2',
    kFloat = 'F',
    kInt = 'I',
    kBinInt = 'J',
    kBinInt1 = 'K',
    kLong = 'L',
    kBinInt2 = 'M',
    kNone = 'N',
    kPersId = 'P',
    kBinPersId = 'Q',
    kReduce = 'R',
    kString = 'S',
    kBinString = 'T',
    kShortBinString = 'U',
    kUnicode = 'V',
    kBinUnicode = 'X',
    kAppend = 'a',
    kBuild = 'b',
    kGlobal = 'c',
    kDict = 'd',
    kEmptyDict = '}',
    kAppends = 'e',
    kGet = 'g',
    kBinGet = 'h',
    kInst = 'i',
    kLongBinGet = 'j',
    kList = 'l',
    kEmptyList = ']',
    kObj = 'o',
    kPut = 'p',
    kBinPut = 'q',
    kLongBinPut = 'r',
    kSetItem = 's',
    kTuple = 't',
    kEmptyTuple = ')',
    kSetItems = 'u',
    kBinFloat = 'G',
    // Protocol 2
    kProto = '\x80',
    kNewObj = '\x81',
    kExt1 = '\x82',
    kExt2 = '\x83',
    kExt4 = '\x84',
    kTuple1 = '\x85',
    kTuple2 = '\x86',
    kTuple3 = '\x87',
    kNewTrue = '\x88',
    kNewFalse = '\x89',
    kLong1 = '\x8a',
    kLong4 = '\x8b',
    // Protocol 3
    kBinBytes = 'B',
    kShortBinBytes = 'C',
    // Protocol 4
    kShortBinUnicode = '\x8c',
    kBinUnicode8 = '\x8d',
    kBinBytes8 = '\x8e',
    kEmptySet = '\x8f',
    kAddItems = '\x90',
    kFrozenSet = '\x91',
    kNewObjEx = '\x92',
    kStackGlobal = '\x93',
    kMemoize = '\x94',
    kFrame = '\x95',
    // Protocol 5
    kByteArray8 = '\x96',
    kNextBuffer = '\x97',
    kReadonlyBuffer = '\x98',
};

// Items that one APPENDS, SETITEMS or ADDITEMS takes.
inline constexpr std::size_t kBatchSize = 1000;
// Frames of protocol 4: shorter ones get no header; a frame ends with the object that fills it.
inline constexpr std::size_t kFrameHeader = 9, kFrameMinimum = 4, kFrameTarget = 64 * 1024;

} // namespace islet::pickle
