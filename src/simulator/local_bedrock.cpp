#include "simulator/local_bedrock.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "aws/sha256.hpp"
#include "aws/sigv4_verify.hpp"
#include "codec/json_writer.hpp"
#include "codec/percent_encoding.hpp"
#include "net/header_list.hpp"
#include "simulator/control_plane.hpp"
#include "simulator/conversation.hpp"
#include "simulator/conversation_rules.hpp"
#include "simulator/converse_writer.hpp"
#include "simulator/embeddings.hpp"
#include "simulator/json_tree.hpp"
#include "simulator/routing.hpp"
#include "simulator/tokens.hpp"

namespace gw::simulator {
namespace {

// A prefix below this is not cached: Anthropic's models take 1,024 tokens and more.
constexpr std::size_t kMinCachedTokens = 1'024;
constexpr std::string_view kSigningService = "bedrock";
// A bearer token names no region.
constexpr std::string_view kRegionWithoutSignature = "us-east-1";
constexpr std::size_t kMaxRegions = 64;

std::optional<std::string_view> find_header(std::span<const aws::HeaderView> headers, std::string_view name) {
  const auto found = std::ranges::find_if(
      headers, [&](const aws::HeaderView& header) { return net::equals_ignoring_case(header.name, name); });
  if (found == headers.end()) return std::nullopt;
  return found->value;
}

bool is_region(std::string_view text) {
  return !text.empty() && text.size() <= 32 && std::ranges::all_of(text, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
  });
}

// Body of an error in the form asked for, and the header that says what the body is.
std::pair<std::string, std::string> written_error(const AwsError& error, unsigned status) {
  switch (error.form) {
    case ErrorForm::body:
      break;
    case ErrorForm::capital_body: {
      std::string body;
      codec::JsonWriter{body}.begin_object().key("Message").string(error.message).end_object();
      return {std::move(body), "application/json"};
    }
    case ErrorForm::headers:
      return {"{}", "application/json"};
    case ErrorForm::html:
      return {fmt::format(
                  "<html>\r\n<head><title>{0}</title></head>\r\n<body>\r\n<center><h1>{0}</h1></center>\r\n"
                  "</body>\r\n</html>\r\n",
                  status),
              "text/html"};
  }
  if (error.type == "UnknownOperationException") {
    return {R"({"Output":{"__type":"com.amazon.coral.service#UnknownOperationException"},"Version":"1.0"})",
            "application/json"};
  }
  return {error_body(error.message), "application/json"};
}

// A header takes no line break and nothing beyond ASCII.
std::string as_header_value(std::string_view text) {
  std::string value;
  for (const char c : text) value += c >= 0x20 && c < 0x7F ? c : ' ';
  return value;
}

// What directives are looked for in: the texts and tool results of the last message.
std::string text_with_directives(const Conversation& conversation) {
  const Message* last = conversation.last_user_message();
  if (last == nullptr) return {};
  std::string text = text_of(*last);
  for (const Block& block : last->blocks) {
    if (block.kind == BlockKind::tool_result) text += text_of_result(block.value);
  }
  return text;
}

// A plain body broken as the fault says.
std::vector<Step> break_body(const std::string& body, const Fault& fault) {
  std::vector<Step> steps;
  const bool at_start = fault.place == FaultPlace::first || fault.place == FaultPlace::before;
  const std::size_t middle = at_start ? 0 : body.size() / 2;
  if (middle > 0) steps.push_back(Step::write(body.substr(0, middle)));
  if (fault.kind == FaultKind::reset) steps.push_back(Step::reset());
  if (fault.kind == FaultKind::stall) {
    steps.push_back(Step::wait(fault.duration));
    steps.push_back(Step::write(body.substr(middle)));
  }
  return steps;
}

// Faults that come before the first byte of an answer; a body cut there is an answer without a body.
bool is_before_head(const Fault& fault) {
  return fault.place == FaultPlace::before &&
         (fault.kind == FaultKind::reset || fault.kind == FaultKind::stall);
}

Step step_before_head(const Fault& fault) {
  return fault.kind == FaultKind::reset ? Step::reset() : Step::wait(fault.duration);
}

bool breaks_a_body(const Fault& fault) {
  return fault.kind == FaultKind::reset || fault.kind == FaultKind::cut ||
         fault.kind == FaultKind::cut_frame || fault.kind == FaultKind::stall;
}

}  // namespace

struct LocalBedrock::Call {
  const Request& request;
  const Operation& operation;
  const Catalogue& catalogue;
  std::string label;  // decoded: the model id or another identifier
  QueryFields fields;
};

struct LocalBedrock::Exchange {
  const Call& call;
  const Conversation& conversation;
  const Directives& directives;
};

LocalBedrock::LocalBedrock(AccessRules access, base::Region region, base::RandomSource& random)
    : access_(std::move(access)), random_(random), region_(std::move(region)) {}

Reply LocalBedrock::handle(const Request& request, std::chrono::sys_seconds now, Served* served) {
  Served unused;
  Served& record = served != nullptr ? *served : unused;
  Answered<Call> call = admit(request, now, record);
  Answered<Reply> answered = call ? answer(*call) : refuse(call.error());
  if (!answered) {
    record.error_type = answered.error().type;
    record.error_message = answered.error().message;
  }
  Reply reply = answered ? *std::move(answered) : refusal(answered.error());
  record.status = reply.status;
  return reply;
}

Answered<LocalBedrock::Call> LocalBedrock::admit(const Request& request, std::chrono::sys_seconds now,
                                                 Served& served) {
  const Target target = split_target(request.target);
  const std::optional<Route> route = find_route(request.method, target.path);
  if (!route) return refuse(make_error("UnknownOperationException", ""));
  served.operation = route->operation.name;
  const base::Region region = region_of(request);
  if (const auto allowed = authenticate(request, region, now); !allowed) return refuse(allowed.error());

  // The label is decoded once: what a client has encoded twice names no model.
  std::optional<std::string> label = codec::decode_percent(route->label);
  if (!label) return refuse(make_error("SerializationException", "The path is not well-formed."));
  served.label = *label;
  Call call{request, route->operation, catalogue_of(region), *std::move(label), {}};
  if (const auto checked = check_parameters(call, target.query); !checked) return refuse(checked.error());
  return call;
}

base::Region LocalBedrock::region_of(const Request& request) const {
  constexpr std::string_view kCredential = "Credential=";
  constexpr std::size_t kRegionPart = 2;
  if (!region_.empty()) return region_;
  const std::string_view authorization = find_header(request.headers, "authorization").value_or("");
  const std::size_t credential = authorization.find(kCredential);
  std::string_view region = kRegionWithoutSignature;
  if (credential != std::string_view::npos) {
    const auto parts = split(authorization.substr(credential + kCredential.size()), '/');
    if (parts.size() > kRegionPart && is_region(parts[kRegionPart])) region = parts[kRegionPart];
  }
  return base::Region{std::string{region}};
}

const Catalogue& LocalBedrock::catalogue_of(const base::Region& region) {
  const auto known = catalogues_.find(region.str());
  if (known != catalogues_.end()) return known->second;
  if (catalogues_.size() >= kMaxRegions) catalogues_.clear();
  return catalogues_.emplace(region.str(), Catalogue{region}).first->second;
}

Answered<void> LocalBedrock::authenticate(const Request& request, const base::Region& region,
                                          std::chrono::sys_seconds now) const {
  constexpr std::string_view kBearer = "Bearer ";
  const std::string_view authorization = find_header(request.headers, "authorization").value_or("");
  if (authorization.starts_with(kBearer)) {
    const std::string_view token = authorization.substr(kBearer.size());
    if (!access_.bearer_token.empty() && access_.bearer_token.equals_in_constant_time(token)) return {};
    AwsError error =
        make_error("AccessDeniedException", "Authentication failed: Please make sure your API Key is valid.");
    error.form = ErrorForm::capital_body;
    return refuse(std::move(error));
  }
  const Target target = split_target(request.target);
  const std::string payload_hash = aws::sha256_hex(request.body);
  aws::RequestView view;
  view.method = request.method;
  view.path = target.path;
  view.query = target.query;
  view.headers = request.headers;
  view.payload_hash = payload_hash;
  aws::SigningScope scope;
  scope.region = region;
  scope.service = kSigningService;
  const aws::Verification verification = aws::verify_signature(view, access_.credentials, scope, now);
  if (verification.verdict == aws::SignatureVerdict::valid) return {};
  return refuse(make_error(aws::exception_name(verification.verdict), verification.message));
}

// Members of the input that travel in path, query and headers; keeps those of the query.
Answered<void> LocalBedrock::check_parameters(Call& call, std::string_view query) const {
  const auto fields = split_query(query);
  for (const Member& member : service_shapes()[call.operation.input].members) {
    std::optional<std::string> value;
    if (member.location == MemberLocation::uri) value = call.label;
    if (member.location == MemberLocation::header)
      value = find_header(call.request.headers, member.wire_name);
    if (member.location == MemberLocation::query) {
      const auto field = std::ranges::find(fields, member.wire_name, [](const auto& f) { return f.first; });
      if (field == fields.end()) continue;
      value = codec::decode_percent(field->second);
      if (!value) return refuse(make_error("SerializationException", "The query is not well-formed."));
      call.fields.emplace_back(member.name, *value);
    }
    if (!value) continue;
    if (const auto error = shapes_.check_text(member.shape, member.name, *value)) return refuse(*error);
  }
  return {};
}

Answered<Reply> LocalBedrock::answer(const Call& call) {
  if (call.operation.name == "Converse" || call.operation.name == "ConverseStream") return converse(call);
  if (call.operation.name == "InvokeModel") return invoke(call);
  return control_plane(call);
}

Answered<Reply> LocalBedrock::converse(const Call& call) {
  const std::string_view text = call.request.body.empty() ? std::string_view{"{}"} : call.request.body;
  const base::Result<JsonTree> tree = JsonTree::parse(text);
  if (!tree) return refuse(make_error("SerializationException", tree.error().message));
  if (const auto error = shapes_.check_body(call.operation, tree->root())) return refuse(*error);
  const Answered<ResolvedModel> resolved = call.catalogue.resolve(call.label);
  if (!resolved) return refuse(resolved.error());
  if (resolved->model->use != ModelUse::chat) {
    return refuse(
        invalid("This action doesn't support the model that you provided. Try again with a supported text or "
                "chat model."));
  }
  const Conversation conversation = read_conversation(tree->root());
  if (const auto error = check_conversation(conversation)) return refuse(*error);
  const auto directives = parse_directives(text_with_directives(conversation));
  if (!directives) return refuse(invalid(directives.error()));

  const bool stream = call.operation.name == "ConverseStream";
  const Fault* fault = active_fault(*directives);
  if (fault != nullptr && fault->kind == FaultKind::exception &&
      (!stream || fault->place == FaultPlace::before)) {
    return refuse(fault->error);
  }
  const AnswerInput input{call.label, *resolved->model, conversation, *directives};
  Answer answer = decide_answer(input, random_);
  const Exchange exchange{call, conversation, *directives};
  count_cached_tokens(exchange, answer);
  return stream ? stream_reply(exchange, answer, fault) : plain_reply(exchange, answer, fault);
}

const Fault* LocalBedrock::active_fault(const Directives& directives) {
  for (const Fault& fault : directives.faults) {
    if (!fault.times || memory_.strikes(fault.key, *fault.times)) return &fault;
  }
  return nullptr;
}

void LocalBedrock::count_cached_tokens(const Exchange& exchange, Answer& answer) {
  const std::string prefix = cached_prefix(exchange.conversation);
  const std::size_t tokens = std::min(count_tokens(prefix), answer.usage.input_tokens);
  if (tokens < kMinCachedTokens) return;
  const bool known = memory_.has_cached(aws::sha256_hex(exchange.call.label + prefix));
  (known ? answer.usage.cache_read_tokens : answer.usage.cache_write_tokens) = tokens;
  answer.usage.input_tokens -= tokens;
}

Reply LocalBedrock::stream_reply(const Exchange& exchange, const Answer& answer, const Fault* fault) {
  Reply reply;
  reply.headers = {{"x-amzn-requestid", make_uuid(random_)},
                   {"content-type", "application/vnd.amazon.eventstream"}};
  reply.in_steps = true;
  if (fault != nullptr && is_before_head(*fault)) {
    reply.before_head.push_back(step_before_head(*fault));
    fault = nullptr;
  }
  reply.steps = make_steps(write_converse_frames(answer, exchange.conversation, exchange.directives, random_),
                           exchange.directives, fault, random_);
  return reply;
}

Reply LocalBedrock::plain_reply(const Exchange& exchange, const Answer& answer, const Fault* fault) {
  const std::chrono::milliseconds delay = exchange.directives.frame_interval;
  Reply reply = json_reply(write_converse_body(answer, exchange.conversation, delay));
  if (delay.count() > 0) reply.before_head.push_back(Step::wait(delay));
  if (fault == nullptr) return reply;
  if (is_before_head(*fault)) {
    reply.before_head.push_back(step_before_head(*fault));
  } else if (breaks_a_body(*fault)) {
    reply.in_steps = true;
    reply.steps = break_body(reply.body, *fault);
  }
  return reply;
}

Answered<Reply> LocalBedrock::invoke(const Call& call) {
  const Answered<ResolvedModel> resolved = call.catalogue.resolve(call.label);
  if (!resolved) return refuse(resolved.error());
  if (resolved->model->use == ModelUse::chat) {
    return refuse(
        invalid(fmt::format("The local simulation answers InvokeModel for embedding models only, not for {}: "
                            "use Converse.",
                            resolved->model->id)));
  }
  Answered<EmbeddingAnswer> embedding = invoke_embedding(*resolved->model, call.request.body, random_);
  if (!embedding) return refuse(embedding.error());
  Reply reply = json_reply(std::move(embedding->body));
  reply.headers.emplace_back("x-amzn-bedrock-input-token-count", fmt::format("{}", embedding->input_tokens));
  reply.headers.emplace_back("x-amzn-bedrock-invocation-latency", "1");
  return reply;
}

Answered<Reply> LocalBedrock::control_plane(const Call& call) {
  Answered<std::string> body;
  if (call.operation.name == "ListFoundationModels") {
    body = list_foundation_models(call.catalogue, call.fields);
  } else if (call.operation.name == "GetFoundationModel") {
    body = get_foundation_model(call.catalogue, call.label);
  } else if (call.operation.name == "ListInferenceProfiles") {
    body = list_inference_profiles(call.catalogue, call.fields);
  } else {
    body = get_inference_profile(call.catalogue, call.label);
  }
  if (!body) return refuse(body.error());
  return json_reply(*std::move(body));
}

Reply LocalBedrock::json_reply(std::string body) {
  Reply reply;
  reply.headers = {{"x-amzn-requestid", make_uuid(random_)}, {"content-type", "application/json"}};
  reply.body = std::move(body);
  return reply;
}

Reply LocalBedrock::refusal(const AwsError& error) {
  Reply reply;
  reply.status = status_of(error.type).value_or(400);
  auto [body, content_type] = written_error(error, reply.status);
  reply.body = std::move(body);
  reply.headers.emplace_back("content-type", std::move(content_type));
  if (error.form != ErrorForm::html) {
    reply.headers.emplace_back("x-amzn-requestid", make_uuid(random_));
    reply.headers.emplace_back("x-amzn-errortype",
                               error.type + ":http://internal.amazon.com/coral/com.amazon.bedrock/");
  }
  if (error.form == ErrorForm::headers) {
    reply.headers.emplace_back("x-amzn-errormessage", as_header_value(error.message));
  }
  if (error.retry_after) {
    reply.headers.emplace_back("retry-after", fmt::format("{}", error.retry_after->count()));
  }
  return reply;
}

}  // namespace gw::simulator
