#include "openai/other_fields.hpp"

#include <algorithm>
#include <string_view>
#include <unordered_set>

namespace gw::openai {

bool read_other_field(BodyReader& body, codec::JsonString key, std::vector<OtherField>& out) {
  codec::JsonValue value;
  if (!body.any(value)) return false;
  // The name is not part of the path: it is the client's, of any length.
  if (body.admit(FieldPath("unknown members"))) out.push_back(OtherField{key, value});
  return true;
}

void keep_last_of_each(std::vector<OtherField>& fields) {
  if (fields.empty()) return;
  std::unordered_set<std::string_view> seen;
  std::reverse(fields.begin(), fields.end());
  std::erase_if(fields, [&](const OtherField& field) {
    return !seen.insert(field.key.raw()).second || field.value.raw.empty();
  });
  std::reverse(fields.begin(), fields.end());
}

}  // namespace gw::openai
