// Any bytes as the body of Converse and ConverseStream at the local Bedrock: it must judge them alike, answer
// errors in AWS's shape, and write answers that read back as what they say, the same text plain and streamed.
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.hpp"
#include "codec/event_stream.hpp"
#include "simulator/json_tree.hpp"
#include "simulator/local_bedrock.hpp"
#include "support/require.hpp"

namespace {

using gw::fuzz::require;
using gw::simulator::Json;
using gw::simulator::JsonTree;
using gw::simulator::Reply;

class CountingRandom final : public gw::base::RandomSource {
 public:
  unsigned long long next_bits() override {
    return state_ = state_ * 6364136223846793005ULL + 1442695040888963407ULL;
  }

 private:
  unsigned long long state_ = 1;
};

Reply call(std::string_view target, std::string_view body) {
  static CountingRandom random;
  static gw::simulator::LocalBedrock bedrock = [] {
    gw::simulator::AccessRules rules;
    rules.bearer_token = gw::base::Secret{"token"};
    return gw::simulator::LocalBedrock{std::move(rules), gw::base::Region{"us-west-2"}, random};
  }();
  const gw::aws::HeaderView authorization[] = {{"authorization", "Bearer token"}};
  gw::simulator::Request request;
  request.method = "POST";
  request.target = target;
  request.headers = authorization;
  request.body = body;
  return bedrock.handle(request, std::chrono::sys_seconds{});
}

void check_error(const Reply& reply) {
  require(reply.status >= 400 && reply.status <= 503, "an error with the status of none");
  for (const auto& [name, value] : reply.headers) {
    require(value.find_first_of("\r\n") == std::string::npos, "a line break in a header");
    if (name == "content-type" && value == "text/html") return;
  }
  require(JsonTree::parse(reply.body).has_value(), "the body of an error is no JSON");
}

std::string text_of_plain(const std::string& body) {
  const auto tree = JsonTree::parse(body);
  require(tree.has_value(), "the answer is no JSON");
  require(tree->root().find("stopReason").has_value(), "the answer has no stop reason");
  std::string text;
  for (const Json block : tree->root().find_path({"output", "message", "content"})->children()) {
    if (const auto piece = block.find("text")) text += piece->text();
  }
  return text;
}

std::string text_of_stream(const Reply& reply) {
  std::string bytes;
  for (const auto& step : reply.steps) bytes += step.bytes;
  gw::codec::EventStreamDecoder decoder;
  decoder.feed(bytes);
  std::string text;
  std::string last;
  while (true) {
    auto frame = decoder.next();
    require(frame.has_value(), "a frame is corrupt");
    if (!frame->has_value()) break;
    last = (*frame)->string_header(":event-type").value_or("");
    const auto tree = JsonTree::parse({(*frame)->payload.data(), (*frame)->payload.size()});
    require(tree.has_value(), "a payload is no JSON");
    if (const auto piece = tree->root().find_path({"delta", "text"})) text += piece->text();
  }
  require(!decoder.has_partial_frame() && last == "metadata", "the stream ends early");
  return text;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view body = gw::fuzz::as_text(data, size);
  const Reply plain = call("/model/us.anthropic.claude-sonnet-4-6/converse", body);
  const Reply stream = call("/model/us.anthropic.claude-sonnet-4-6/converse-stream", body);
  if (plain.status != 200) check_error(plain);
  if (stream.status != 200) check_error(stream);
  // Directives make the two differ, and may be written with escapes.
  if (body.find("simulate") != std::string_view::npos || body.find("\\u") != std::string_view::npos) return 0;
  // streamProcessingMode is a member of ConverseStream's guardrailConfig only.
  if (body.find("streamProcessingMode") != std::string_view::npos) return 0;
  require(plain.status == stream.status, "plain and streamed requests are judged differently");
  if (plain.status == 200)
    require(text_of_plain(plain.body) == text_of_stream(stream), "plain and streamed texts differ");
  return 0;
}
