#pragma once

#include <string>
#include <string_view>

namespace gw::openai {

/// The members of OpenAI's error object, as UTF-8. Views: needed during the call only.
struct ErrorBody {
  std::string_view message;
  std::string_view type;
  std::string_view param;  ///< empty: null
  std::string_view code;   ///< empty: null
};

/// Appends {"error":{"message":…,"type":…,"param":…,"code":…}}: all four keys, always. Whatever bytes the
/// texts hold, the result is valid JSON on one line.
void write_error_body(std::string& out, const ErrorBody& error);

}  // namespace gw::openai
