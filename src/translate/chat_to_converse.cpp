#include "translate/chat_to_converse.hpp"

#include <utility>

#include "models/capabilities.hpp"
#include "openai/chat_request.hpp"
#include "translate/chat_messages.hpp"
#include "translate/chat_parameters.hpp"
#include "translate/chat_tools.hpp"
#include "translate/history_repair.hpp"
#include "translate/untranslated.hpp"

namespace gw::translate {
namespace {

void note_parsing(const openai::ChatRequest& request, Warnings& warnings) {
  for (const std::string_view name : request.ignored) warnings.add(WarningCode::ignored, name);
  for (const std::string_view name : request.meaning_absent) warnings.add(WarningCode::defaulted, name);
  if (request.replaced_surrogates > 0) warnings.add(WarningCode::replaced_characters, "body");
}

}  // namespace

base::Result<ChatTranslation> chat_to_converse(const openai::ChatRequest& request, const base::ModelId& model,
                                               const models::Capabilities& capabilities,
                                               const ChatDefaults& defaults) {
  ChatTranslation out;
  out.request.model = model;
  note_parsing(request, out.warnings);
  if (auto done = refuse_untranslated(request, out.warnings); !done) {
    return base::fail(std::move(done.error()));
  }
  if (auto done = set_tools(request, capabilities.tools, out.request, out.warnings); !done) {
    return base::fail(std::move(done.error()));
  }
  if (auto done = append_messages(request, capabilities.media, out.request, out.warnings); !done) {
    return base::fail(std::move(done.error()));
  }
  set_parameters(request, capabilities, defaults, out.request, out.warnings);
  repair_history(out.request, capabilities, out.warnings);
  out.aliases = alias_tool_names(out.request, capabilities.tools, out.warnings);
  return out;
}

}  // namespace gw::translate
