#pragma once

#include <vector>

#include "openai/body_reader.hpp"
#include "openai/chat_request.hpp"

namespace gw::openai {

/// Reads the value of a member that is not OpenAI's. Returns false only if the document is malformed.
[[nodiscard]] bool read_other_field(BodyReader& body, codec::JsonString key, std::vector<OtherField>& out);

/// Of members with one name the last stays; one whose value is null goes.
void keep_last_of_each(std::vector<OtherField>& fields);

}  // namespace gw::openai
