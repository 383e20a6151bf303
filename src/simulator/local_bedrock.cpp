#include "simulator/local_bedrock.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <variant>

#include "aws/sha256.hpp"
#include "aws/sigv4_verify.hpp"
#include "codec/json_writer.hpp"
#include "codec/percent_encoding.hpp"
#include "simulator/answer.hpp"
#include "simulator/control_plane.hpp"
#include "simulator/conversation.hpp"
#include "simulator/conversation_rules.hpp"
#include "simulator/converse_writer.hpp"
#include "simulator/embeddings.hpp"
#include "simulator/json_tree.hpp"
#include "simulator/tokens.hpp"

namespace gw::simulator {
namespace {

// A prefix below this is not cached: Anthropic's models take 1,024 tokens and more.
constexpr std::size_t kMinCachedTokens = 1'024;
constexpr std::string_view kSigningService = "bedrock";
// A bearer token names no region.
constexpr std::string_view kRegionWithoutSignature = "us-east-1";
constexpr std::size_t kMaxRegions = 64;

bool equals_ignoring_case(std::string_view a, std::string_view b) {
  const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; };
  return std::ranges::equal(a, b, {}, lower, lower);
}

std::optional<std::string_view> find_header(std::span<const aws::HeaderView> headers, std::string_view name) {
  const auto found = std::ranges::find_if(
      headers, [&](const aws::HeaderView& header) { return equals_ignoring_case(header.name, name); });
  if (found == headers.end()) return std::nullopt;
  return found->value;
}

std::vector<std::string_view> split(std::string_view text, char separator) {
  std::vector<std::string_view> parts;
  for (std::size_t begin = 0; begin <= text.size();) {
    const std::size_t end = std::min(text.find(separator, begin), text.size());
    parts.push_back(text.substr(begin, end - begin));
    begin = end + 1;
  }
  return parts;
}

bool is_region(std::string_view text) {
  return !text.empty() && text.size() <= 32 && std::ranges::all_of(text, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
  });
}

struct Target {
  std::string_view path;
  std::string_view query;
};

Target split_target(std::string_view target) {
  const std::size_t mark = std::min(target.find('?'), target.size());
  return {target.substr(0, mark), mark < target.size() ? target.substr(mark + 1) : std::string_view{}};
}

// Whether `path` is of that operation; if so, `label` is the path's one label, still encoded.
bool matches(const Operation& operation, std::string_view path, std::string_view& label) {
  const std::vector<std::string_view> wanted = split(operation.uri, '/');
  const std::vector<std::string_view> given = split(path, '/');
  if (wanted.size() != given.size()) return false;
  for (std::size_t i = 0; i < wanted.size(); ++i) {
    if (wanted[i].starts_with('{')) {
      if (given[i].empty()) return false;
      label = given[i];
    } else if (wanted[i] != given[i]) {
      return false;
    }
  }
  return true;
}

const Operation* find_operation(std::string_view method, std::string_view path, std::string_view& label) {
  for (const Operation& operation : service_operations()) {
    if (operation.method == method && matches(operation, path, label)) return &operation;
  }
  return nullptr;
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

bool breaks_a_body(const Fault& fault) {
  return fault.kind == FaultKind::reset || fault.kind == FaultKind::cut ||
         fault.kind == FaultKind::cut_frame || fault.kind == FaultKind::stall;
}

}  // namespace

unsigned& Memory::entry(const std::string& key) {
  const auto found = index_.find(key);
  if (found != index_.end()) {
    entries_.splice(entries_.begin(), entries_, found->second);
    return found->second->second;
  }
  entries_.emplace_front(key, 0U);
  index_[key] = entries_.begin();
  if (entries_.size() > kMaxEntries) {
    index_.erase(entries_.back().first);
    entries_.pop_back();
  }
  return entries_.front().second;
}

bool Memory::strikes(const std::string& key, unsigned times) {
  unsigned& struck = entry("fault " + key);
  if (struck < times) {
    ++struck;
    return true;
  }
  struck = 0;
  return false;
}

bool Memory::has_cached(const std::string& digest) {
  unsigned& seen = entry("cache " + digest);
  const bool known = seen > 0;
  seen = 1;
  return known;
}

struct LocalBedrock::Call {
  const Request& request;
  const Operation& operation;
  const Catalogue& catalogue;
  std::string label;  ///< decoded: the model id or another identifier
  QueryFields fields;
};

LocalBedrock::LocalBedrock(AccessRules access, base::Region region, base::RandomSource& random)
    : access_(std::move(access)), random_(random), region_(std::move(region)) {}

base::Region LocalBedrock::region_of(const Request& request) const {
  constexpr std::string_view kCredential = "Credential=";
  constexpr std::size_t kRegionPart = 2;
  if (!region_.empty()) return region_;
  const std::string_view authorization = find_header(request.headers, "authorization").value_or("");
  const std::size_t credential = authorization.find(kCredential);
  if (credential == std::string_view::npos) return base::Region{std::string{kRegionWithoutSignature}};
  const std::vector<std::string_view> parts =
      split(authorization.substr(credential + kCredential.size()), '/');
  if (parts.size() <= kRegionPart || !is_region(parts[kRegionPart])) {
    return base::Region{std::string{kRegionWithoutSignature}};
  }
  return base::Region{std::string{parts[kRegionPart]}};
}

const Catalogue& LocalBedrock::catalogue_of(const base::Region& region) {
  const auto known = catalogues_.find(region.str());
  if (known != catalogues_.end()) return known->second;
  if (catalogues_.size() >= kMaxRegions) catalogues_.clear();
  return catalogues_.emplace(region.str(), Catalogue{region}).first->second;
}

std::optional<AwsError> LocalBedrock::authenticate(const Request& request, const base::Region& region,
                                                   std::chrono::sys_seconds now) const {
  constexpr std::string_view kBearer = "Bearer ";
  const std::string_view authorization = find_header(request.headers, "authorization").value_or("");
  if (authorization.starts_with(kBearer)) {
    const std::string_view token = authorization.substr(kBearer.size());
    if (!access_.bearer_token.empty() && access_.bearer_token.equals_in_constant_time(token))
      return std::nullopt;
    AwsError error =
        make_error("AccessDeniedException", "Authentication failed: Please make sure your API Key is valid.");
    error.form = ErrorForm::capital_body;
    return error;
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
  if (verification.verdict == aws::SignatureVerdict::valid) return std::nullopt;
  return make_error(aws::exception_name(verification.verdict), verification.message);
}

Reply LocalBedrock::handle(const Request& request, std::chrono::sys_seconds now, Served* served) {
  Served unused;
  Served& record = served != nullptr ? *served : unused;
  const Target target = split_target(request.target);
  std::string_view encoded_label;
  const Operation* operation = find_operation(request.method, target.path, encoded_label);
  if (operation == nullptr) return refuse(make_error("UnknownOperationException", ""), record);
  record.operation = operation->name;
  const base::Region region = region_of(request);
  if (const auto refused = authenticate(request, region, now)) return refuse(*refused, record);

  // The label is decoded once: what a client has encoded twice names no model.
  std::optional<std::string> label = codec::decode_percent(encoded_label);
  if (!label) return refuse(make_error("SerializationException", "The path is not well-formed."), record);
  Call call{request, *operation, catalogue_of(region), *std::move(label), {}};
  for (const Member& member : service_shapes()[operation->input].members) {
    std::optional<std::string> value;
    if (member.location == MemberLocation::uri) value = call.label;
    if (member.location == MemberLocation::header) value = find_header(request.headers, member.wire_name);
    if (member.location == MemberLocation::query) {
      for (const std::string_view field : split(target.query, '&')) {
        const std::size_t equals = std::min(field.find('='), field.size());
        if (field.substr(0, equals) != member.wire_name) continue;
        value = codec::decode_percent(field.substr(std::min(equals + 1, field.size())));
        if (!value)
          return refuse(make_error("SerializationException", "The query is not well-formed."), record);
        call.fields.emplace_back(member.name, *value);
      }
    }
    if (!value) continue;
    if (const auto refused = shapes_.check_text(member.shape, member.name, *value))
      return refuse(*refused, record);
  }
  return answer(call, record);
}

Reply LocalBedrock::answer(const Call& call, Served& served) {
  if (call.operation.name == "Converse" || call.operation.name == "ConverseStream") {
    served.model_id = call.label;
    return converse(call, served);
  }
  if (call.operation.name == "InvokeModel") {
    served.model_id = call.label;
    return invoke(call, served);
  }
  return control_plane(call, served);
}

Reply LocalBedrock::converse(const Call& call, Served& served) {
  const std::string_view text = call.request.body.empty() ? std::string_view{"{}"} : call.request.body;
  const base::Result<JsonTree> tree = JsonTree::parse(text);
  if (!tree) return refuse(make_error("SerializationException", tree.error().message), served);
  if (const auto refused = shapes_.check_body(call.operation, tree->root())) return refuse(*refused, served);
  const std::variant<ResolvedModel, AwsError> resolved = call.catalogue.resolve(call.label);
  if (const auto* refused = std::get_if<AwsError>(&resolved)) return refuse(*refused, served);
  const FoundationModel& model = *std::get<ResolvedModel>(resolved).model;
  if (model.use != ModelUse::chat) {
    return refuse(
        invalid("This action doesn't support the model that you provided. Try again with a supported text or "
                "chat model."),
        served);
  }
  const Conversation conversation = read_conversation(tree->root());
  if (const auto refused = check_conversation(conversation)) return refuse(*refused, served);

  const auto parsed = parse_directives(text_with_directives(conversation));
  if (const auto* complaint = std::get_if<std::string>(&parsed)) return refuse(invalid(*complaint), served);
  const Directives& directives = std::get<Directives>(parsed);
  const bool stream = call.operation.name == "ConverseStream";
  const Fault* fault = active_fault(directives);
  if (fault != nullptr && fault->kind == FaultKind::exception &&
      (!stream || fault->place == FaultPlace::before)) {
    return refuse(fault->error, served);
  }

  const AnswerInput input{call.label, model, conversation, directives};
  Answer answer = decide_answer(input, random_);
  if (const std::string prefix = cached_prefix(conversation); !prefix.empty()) {
    const std::size_t tokens = std::min(count_tokens(prefix), answer.usage.input_tokens);
    if (tokens >= kMinCachedTokens) {
      const bool known = memory_.has_cached(aws::sha256_hex(call.label + prefix));
      (known ? answer.usage.cache_read_tokens : answer.usage.cache_write_tokens) = tokens;
      answer.usage.input_tokens -= tokens;
    }
  }

  served.status = 200;
  const bool strikes_head = fault != nullptr && is_before_head(*fault);
  const Fault* body_fault = strikes_head ? nullptr : fault;
  Reply reply;
  if (stream) {
    reply.headers = {{"x-amzn-requestid", make_uuid(random_)},
                     {"content-type", "application/vnd.amazon.eventstream"}};
    reply.in_steps = true;
    reply.steps = make_steps(write_converse_frames(answer, conversation, directives, random_), directives,
                             body_fault, random_);
  } else {
    reply = json_reply(write_converse_body(answer, conversation, directives.frame_interval));
    if (directives.frame_interval.count() > 0) {
      reply.before_head.push_back(Step::wait(directives.frame_interval));
    }
    if (body_fault != nullptr && breaks_a_body(*body_fault)) {
      reply.in_steps = true;
      reply.steps = break_body(reply.body, *body_fault);
    }
  }
  if (strikes_head) {
    reply.before_head.push_back(fault->kind == FaultKind::reset ? Step::reset()
                                                                : Step::wait(fault->duration));
  }
  return reply;
}

const Fault* LocalBedrock::active_fault(const Directives& directives) {
  for (const Fault& fault : directives.faults) {
    if (!fault.times || memory_.strikes(fault.key, *fault.times)) return &fault;
  }
  return nullptr;
}

Reply LocalBedrock::invoke(const Call& call, Served& served) {
  const std::variant<ResolvedModel, AwsError> resolved = call.catalogue.resolve(call.label);
  if (const auto* refused = std::get_if<AwsError>(&resolved)) return refuse(*refused, served);
  const FoundationModel& model = *std::get<ResolvedModel>(resolved).model;
  if (model.use == ModelUse::chat) {
    return refuse(
        invalid(fmt::format("The local simulation answers InvokeModel for embedding models only, not for {}: "
                            "use Converse.",
                            model.id)),
        served);
  }
  auto answered = invoke_embedding(model, call.request.body, random_);
  if (const auto* refused = std::get_if<AwsError>(&answered)) return refuse(*refused, served);
  auto& embedding = std::get<EmbeddingAnswer>(answered);
  served.status = 200;
  Reply reply = json_reply(std::move(embedding.body));
  reply.headers.emplace_back("x-amzn-bedrock-input-token-count", fmt::format("{}", embedding.input_tokens));
  reply.headers.emplace_back("x-amzn-bedrock-invocation-latency", "1");
  return reply;
}

Reply LocalBedrock::control_plane(const Call& call, Served& served) {
  const auto answered = [&]() -> std::variant<std::string, AwsError> {
    if (call.operation.name == "ListFoundationModels")
      return list_foundation_models(call.catalogue, call.fields);
    if (call.operation.name == "GetFoundationModel") return get_foundation_model(call.catalogue, call.label);
    if (call.operation.name == "ListInferenceProfiles")
      return list_inference_profiles(call.catalogue, call.fields);
    return get_inference_profile(call.catalogue, call.label);
  }();
  if (const auto* refused = std::get_if<AwsError>(&answered)) return refuse(*refused, served);
  served.status = 200;
  return json_reply(std::get<std::string>(answered));
}

Reply LocalBedrock::json_reply(std::string body) {
  Reply reply;
  reply.headers = {{"x-amzn-requestid", make_uuid(random_)}, {"content-type", "application/json"}};
  reply.body = std::move(body);
  return reply;
}

Reply LocalBedrock::refuse(const AwsError& error) {
  Served unused;
  return refuse(error, unused);
}

Reply LocalBedrock::refuse(const AwsError& error, Served& served) {
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
  if (error.retry_after)
    reply.headers.emplace_back("retry-after", fmt::format("{}", error.retry_after->count()));
  served.status = reply.status;
  served.error_type = error.type;
  served.error_message = error.message;
  return reply;
}

}  // namespace gw::simulator
