#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <thread>

#include "gateway/access_record.hpp"
#include "gateway/metrics_registry.hpp"
#include "gateway/model_labels.hpp"

namespace gw::gateway {
namespace {

using std::chrono::milliseconds;
using testing::HasSubstr;
using testing::Not;

std::unique_ptr<MetricsRegistry> a_registry() {
  return MetricsRegistry::create(BuildInfo{"0.1.0", "abc1234"});
}

AccessRecord a_request(unsigned status = 200) {
  AccessRecord record;
  record.route = RouteKind::chat_completions;
  record.status = status;
  record.head_sent_at = record.started + milliseconds{20};
  return record;
}

void finish(Metrics& metrics, const AccessRecord& record, milliseconds duration = milliseconds{40}) {
  metrics.request_finished(record, record.started + duration);
}

AccessRecord an_answer(std::string model) {
  AccessRecord record = a_request();
  record.resolved_model = base::ModelId{std::move(model)};
  record.model_answered = true;
  record.tokens = TokenCounts{.prompt = 10, .completion = 5, .cached = 3, .cache_write = 2};
  return record;
}

TEST(Metrics, NameTheBuild) {
  EXPECT_THAT(a_registry()->render({}),
              HasSubstr("bedrock_gateway_build_info{version=\"0.1.0\",revision=\"abc1234\"} 1\n"));
}

TEST(Metrics, CountRequestsByRouteAndStatusOverAllThreads) {
  const auto registry = a_registry();
  Metrics& first = registry->add_thread();
  Metrics& second = registry->add_thread();
  finish(first, a_request(200));
  finish(second, a_request(200));
  finish(second, a_request(429));
  finish(second, a_request(299));
  const std::string text = registry->render({});
  EXPECT_THAT(text, HasSubstr("# TYPE bedrock_gateway_requests_total counter\n"));
  EXPECT_THAT(text,
              HasSubstr("bedrock_gateway_requests_total{route=\"chat_completions\",status=\"200\"} 2\n"));
  EXPECT_THAT(text,
              HasSubstr("bedrock_gateway_requests_total{route=\"chat_completions\",status=\"429\"} 1\n"));
  EXPECT_THAT(text,
              HasSubstr("bedrock_gateway_requests_total{route=\"chat_completions\",status=\"other\"} 1\n"));
}

TEST(Metrics, SortDurationsIntoCumulativeBuckets) {
  const auto registry = a_registry();
  Metrics& metrics = registry->add_thread();
  finish(metrics, a_request(), milliseconds{5});
  finish(metrics, a_request(), milliseconds{40});
  finish(metrics, a_request(), milliseconds{400'000});
  const std::string text = registry->render({});
  const std::string series = "bedrock_gateway_request_duration_seconds";
  EXPECT_THAT(text, HasSubstr(series + "_bucket{route=\"chat_completions\",le=\"0.005\"} 1\n"));
  EXPECT_THAT(text, HasSubstr(series + "_bucket{route=\"chat_completions\",le=\"0.025\"} 1\n"));
  EXPECT_THAT(text, HasSubstr(series + "_bucket{route=\"chat_completions\",le=\"0.05\"} 2\n"));
  EXPECT_THAT(text, HasSubstr(series + "_bucket{route=\"chat_completions\",le=\"300\"} 2\n"));
  EXPECT_THAT(text, HasSubstr(series + "_bucket{route=\"chat_completions\",le=\"+Inf\"} 3\n"));
  EXPECT_THAT(text, HasSubstr(series + "_sum{route=\"chat_completions\"} 400.045\n"));
  EXPECT_THAT(text, HasSubstr(series + "_count{route=\"chat_completions\"} 3\n"));
}

TEST(Metrics, CountTheFirstByteToTheUpstreamsFirstEventAndNotToAComment) {
  const auto registry = a_registry();
  AccessRecord record = a_request();
  record.first_event_at =
      record.started + milliseconds{30'500};  // the head went out at 20 ms, with a comment
  finish(registry->add_thread(), record, milliseconds{31'000});
  EXPECT_THAT(registry->render({}),
              HasSubstr("bedrock_gateway_time_to_first_byte_seconds_sum{route=\"chat_completions\"} 30.5\n"));
}

TEST(Metrics, CountTokensByModelAndKind) {
  const auto registry = a_registry();
  finish(registry->add_thread(), an_answer("amazon.nova-pro-v1:0"));
  const std::string text = registry->render({});
  EXPECT_THAT(text, HasSubstr("bedrock_gateway_model_requests_total{model=\"amazon.nova-pro-v1:0\"} 1\n"));
  EXPECT_THAT(text,
              HasSubstr("bedrock_gateway_tokens_total{model=\"amazon.nova-pro-v1:0\",kind=\"prompt\"} 10\n"));
  EXPECT_THAT(
      text,
      HasSubstr("bedrock_gateway_tokens_total{model=\"amazon.nova-pro-v1:0\",kind=\"completion\"} 5\n"));
  EXPECT_THAT(text,
              HasSubstr("bedrock_gateway_tokens_total{model=\"amazon.nova-pro-v1:0\",kind=\"cached\"} 3\n"));
  EXPECT_THAT(
      text,
      HasSubstr("bedrock_gateway_tokens_total{model=\"amazon.nova-pro-v1:0\",kind=\"cache_write\"} 2\n"));
}

TEST(Metrics, GiveNoLabelToAModelThatBedrockDidNotAnswer) {
  const auto registry = a_registry();
  AccessRecord record = a_request(404);
  record.resolved_model = base::ModelId{"whatever-a-client-wrote"};
  finish(registry->add_thread(), record);
  const std::string text = registry->render({});
  EXPECT_THAT(text, Not(HasSubstr("whatever-a-client-wrote")));
  EXPECT_THAT(text, HasSubstr("bedrock_gateway_model_requests_total{model=\"other\"} 1\n"));
}

TEST(Metrics, BoundTheNumberOfModelLabels) {
  const auto registry = a_registry();
  Metrics& metrics = registry->add_thread();
  for (int i = 0; i < 1'000; ++i) finish(metrics, an_answer("vendor.model-" + std::to_string(i)));
  const std::string text = registry->render({});
  EXPECT_THAT(text, HasSubstr("{model=\"vendor.model-62\"} 1\n"));
  EXPECT_THAT(text, Not(HasSubstr("vendor.model-63")));
  EXPECT_THAT(text, HasSubstr("bedrock_gateway_model_requests_total{model=\"other\"} 937\n"));
}

TEST(Metrics, EscapeLabelValues) {
  const auto registry = a_registry();
  finish(registry->add_thread(), an_answer("a\"b\\c\nd"));
  EXPECT_THAT(registry->render({}), HasSubstr(R"({model="a\"b\\c\nd"} 1)"));
}

TEST(Metrics, CountErrorsRetriesAndUnknownStopReasons) {
  const auto registry = a_registry();
  Metrics& metrics = registry->add_thread();
  metrics.upstream_error(base::ErrorKind::upstream_throttled);
  metrics.upstream_retry();
  metrics.unknown_stop_reason();
  AccessRecord record = a_request();
  record.error = base::ErrorKind::upstream_protocol;
  finish(metrics, record);
  const std::string text = registry->render({});
  EXPECT_THAT(text, HasSubstr("bedrock_gateway_upstream_errors_total{kind=\"upstream_throttled\"} 1\n"));
  EXPECT_THAT(text, HasSubstr("bedrock_gateway_upstream_retries_total 1\n"));
  EXPECT_THAT(text, HasSubstr("bedrock_gateway_unknown_stop_reasons_total 1\n"));
  EXPECT_THAT(text, HasSubstr("bedrock_gateway_request_errors_total{kind=\"upstream_protocol\"} 1\n"));
}

TEST(Metrics, ShowWhatIsOpenNow) {
  const auto registry = a_registry();
  Metrics& metrics = registry->add_thread();
  metrics.stream_opened();
  metrics.stream_opened();
  metrics.stream_closed();
  const std::string text = registry->render(Gauges{.open_connections = 7,
                                                   .upstream_connections_idle = 2,
                                                   .upstream_connections_in_use = 3,
                                                   .lost_log_lines = 4});
  EXPECT_THAT(text, HasSubstr("bedrock_gateway_open_streams 1\n"));
  EXPECT_THAT(text, HasSubstr("bedrock_gateway_open_connections 7\n"));
  EXPECT_THAT(text, HasSubstr("bedrock_gateway_upstream_connections{state=\"idle\"} 2\n"));
  EXPECT_THAT(text, HasSubstr("bedrock_gateway_upstream_connections{state=\"in_use\"} 3\n"));
  EXPECT_THAT(text, HasSubstr("bedrock_gateway_lost_log_lines_total 4\n"));
}

TEST(Metrics, MayBeReadWhileTheyAreCounted) {
  const auto registry = a_registry();
  Metrics& metrics = registry->add_thread();
  std::thread counting{[&] {
    for (int i = 0; i < 2'000; ++i) finish(metrics, an_answer("vendor.model-" + std::to_string(i % 70)));
  }};
  for (int i = 0; i < 20; ++i) EXPECT_THAT(registry->render({}), HasSubstr("build_info"));
  counting.join();
  EXPECT_THAT(registry->render({}),
              HasSubstr("bedrock_gateway_requests_total{route=\"chat_completions\",status=\"200\"} 2000\n"));
}

TEST(ModelLabels, KeepTheSlotOfAName) {
  ModelLabels labels;
  EXPECT_EQ(labels.slot("a"), 1U);
  EXPECT_EQ(labels.slot("b"), 2U);
  EXPECT_EQ(labels.slot("a"), 1U);
  EXPECT_THAT(labels.names(), testing::ElementsAre("a", "b"));
}

TEST(ModelLabels, GiveNoSlotToWhatIsTooLongForAnId) {
  ModelLabels labels;
  EXPECT_EQ(labels.slot(std::string(2'049, 'x')), ModelLabels::kOther);
}

}  // namespace
}  // namespace gw::gateway
