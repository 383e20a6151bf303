#pragma once

#include "base/result.hpp"

namespace gw::openai {
struct ChatRequest;
}

namespace gw::translate {

class Warnings;

/// What a client may ask for, and this version cannot do yet: refused by name, because an answer that leaves
/// it out would look right and be wrong. Names of unknown fields go into `warnings`. docs/mapping.md has the
/// list. Errors: invalid_request with code unsupported_parameter or unsupported_value.
[[nodiscard]] base::Result<void> refuse_untranslated(const openai::ChatRequest& request, Warnings& warnings);

}  // namespace gw::translate
