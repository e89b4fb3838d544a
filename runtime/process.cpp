// SPDX-License-Identifier: MIT
//
// See process.h.
#include "runtime/process.h"

#include "vm/compile/compile.h"

#include <cstdlib>
#include <new>
#include <sys/random.h>

namespace islet {

Process* Process::make(const ModuleTable& modules, std::int64_t hash_seed) {
    auto* const process = new (std::nothrow) Process(modules);
    if (!process) return nullptr;
    HashKey key;
    if (hash_seed >= 0) {
        key = HashKey::from_seed(static_cast<std::uint32_t>(hash_seed));
    } else if (getrandom(&key, sizeof(key), GRND_NONBLOCK) != static_cast<ssize_t>(sizeof(key))) {
        // Early in the machine's life there is no entropy: an address is better than nothing.
        key.k0 = reinterpret_cast<std::uintptr_t>(process);
        key.k1 = key.k0 * 0x9E3779B97F4A7C15;
    }
    process->commons_ = Commons::make(process->pool_, key);
    const std::size_t count = modules.embedded.size();
    process->images_ = static_cast<CodeImage**>(std::calloc(count + 1, sizeof(CodeImage*)));
    if (!process->commons_ || !process->images_) {
        delete process;
        return nullptr;
    }
    process->commons_->seal();
    return process;
}

Process::~Process() {
    for (std::size_t i = 0; images_ && i < modules_.embedded.size(); ++i) {
        if (images_[i]) images_[i]->release();
    }
    std::free(images_);
    delete commons_;
}

void Process::interrupt_main() {
    interrupt_.store(true, std::memory_order_release);
    main_thread_.interrupt();
}

void Process::interrupt_from_handler() {
    interrupt_.store(true, std::memory_order_release);
    main_thread_.interrupt_from_handler();
}

const ModuleDef* Process::find_native(std::string_view name) const {
    for (const ModuleDef* def : modules_.native) {
        if (name == def->name) return def;
    }
    return nullptr;
}

const EmbeddedModule* Process::find_embedded(std::string_view name) const {
    for (const EmbeddedModule& module : modules_.embedded) {
        if (name == module.name) return &module;
    }
    return nullptr;
}

CodeImage* Process::embedded_image(const EmbeddedModule& module) {
    const auto index = static_cast<std::size_t>(&module - modules_.embedded.data());
    std::lock_guard guard(images_mutex_);
    if (!images_[index]) {
        TextBuffer filename;
        format_to(filename, "<frozen {}>", module.name);
        CompileResult result = compile_source(std::string_view(module.source, module.size), filename.view(),
                                              ParseMode::File, CompileOptions());
        images_[index] = result.image;
        if (!result.image) return nullptr;
    }
    images_[index]->retain();
    return images_[index];
}

} // namespace islet
