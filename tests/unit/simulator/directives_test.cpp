#include "simulator/directives.hpp"

#include <gmock/gmock.h>

namespace gw::simulator {
namespace {

using std::chrono::milliseconds;
using ::testing::HasSubstr;

Directives parse(std::string_view text) {
  const auto parsed = parse_directives(text);
  if (!parsed) ADD_FAILURE() << parsed.error();
  return parsed.value_or(Directives{});
}

std::string complaint(std::string_view text) {
  const auto parsed = parse_directives(text);
  return parsed ? "" : parsed.error();
}

Fault only_fault(std::string_view text) {
  const Directives directives = parse(text);
  EXPECT_EQ(directives.faults.size(), 1U) << text;
  return directives.faults.empty() ? Fault{} : directives.faults.front();
}

TEST(Directives, AreNoneInPlainText) {
  const Directives directives = parse("hello [[world]] [simulate: x]");
  EXPECT_TRUE(directives.faults.empty());
  EXPECT_TRUE(directives.texts.empty());
}

TEST(Directives, ReadAnException) {
  const Fault fault = only_fault("[[simulate: exception throttlingException]]");
  EXPECT_EQ(fault.kind, FaultKind::exception);
  EXPECT_EQ(fault.place, FaultPlace::before);
  EXPECT_EQ(fault.error.type, "ThrottlingException");
  EXPECT_EQ(fault.error.message, "Too many tokens, please wait before trying again.");
  EXPECT_FALSE(fault.times.has_value());
}

TEST(Directives, ReadEveryModifierOfAnException) {
  const Fault fault = only_fault(
      "[[simulate: exception ModelErrorException mid times 2 key a1 as headers retry-after 7 : It: is "
      "\"late\"]]");
  EXPECT_EQ(fault.place, FaultPlace::middle);
  EXPECT_EQ(fault.times, 2U);
  EXPECT_EQ(fault.key, "a1");
  EXPECT_EQ(fault.error.form, ErrorForm::headers);
  EXPECT_EQ(fault.error.retry_after, std::chrono::seconds{7});
  EXPECT_EQ(fault.error.message, "It: is \"late\"");
}

TEST(Directives, ReadAnErrorTextVerbatim) {
  const Fault fault = only_fault("[[simulate: error `temperature` is deprecated for this model.]]");
  EXPECT_EQ(fault.error.type, "ValidationException");
  EXPECT_EQ(fault.error.message, "`temperature` is deprecated for this model.");
}

TEST(Directives, ReadAThrottleWithItsToken) {
  const Fault fault = only_fault("x [[simulate: throttle 2 py-1]] y");
  EXPECT_EQ(fault.error.type, "ThrottlingException");
  EXPECT_EQ(fault.times, 2U);
  EXPECT_EQ(fault.key, "py-1");
}

TEST(Directives, CountAThrottleWithoutTokenByItsText) {
  EXPECT_EQ(only_fault("[[simulate: throttle 2]]").key, "throttle 2");
}

TEST(Directives, ReadFaultsOfTheConnection) {
  EXPECT_EQ(only_fault("[[simulate: reset before]]").place, FaultPlace::before);
  EXPECT_EQ(only_fault("[[simulate: reset]]").kind, FaultKind::reset);
  EXPECT_EQ(only_fault("[[simulate: reset]]").place, FaultPlace::middle);
  EXPECT_EQ(only_fault("[[simulate: cut last]]").place, FaultPlace::last);
  EXPECT_EQ(only_fault("[[simulate: cut-frame]]").kind, FaultKind::cut_frame);
  EXPECT_EQ(only_fault("[[simulate: bad-crc first]]").kind, FaultKind::bad_crc);
  EXPECT_EQ(only_fault("[[simulate: bad-prelude]]").kind, FaultKind::bad_prelude);
  EXPECT_EQ(only_fault("[[simulate: stall 3 first]]").duration, milliseconds{3'000});
  EXPECT_EQ(only_fault("[[simulate: stall]]").duration, milliseconds{3'600'000});
  EXPECT_EQ(parse("[[simulate: slow 20]]").frame_interval, milliseconds{20});
}

TEST(Directives, ReadWhatTheAnswerIsToBe) {
  EXPECT_EQ(parse("[[simulate: say exactly this]]").say, "exactly this");
  EXPECT_EQ(parse("[[simulate: tokens 500]]").tokens, 500U);
  EXPECT_TRUE(parse("[[simulate: empty]]").empty);
  EXPECT_TRUE(parse("[[simulate: no-metadata]]").without_metadata);
  EXPECT_TRUE(parse("[[simulate: interleaved]]").interleaved);
  EXPECT_TRUE(parse("[[simulate: no-tool]]").no_tool);
  EXPECT_EQ(parse("[[simulate: stop-reason galactic]]").stop_reason, "galactic");
  EXPECT_EQ(parse("[[simulate: malformed_tool_use]]").stop_reason, "malformed_tool_use");
  EXPECT_EQ(parse("[[simulate: reasoning]]").reasoning, ReasoningKind::signed_text);
  EXPECT_EQ(parse("[[simulate: reasoning redacted]]").reasoning, ReasoningKind::redacted);
}

TEST(Directives, ReadAToolCall) {
  const Directives given = parse(R"([[simulate: tool f {"a": 1}]])");
  EXPECT_EQ(given.tool->name, "f");
  EXPECT_EQ(given.tool->input, R"({"a": 1})");
  EXPECT_TRUE(parse("[[simulate: tool-no-arguments]]").tool->without_arguments);
}

TEST(Directives, MayBeSeveral) {
  const Directives directives = parse("[[simulate: slow 5]] hi [[simulate: throttle 1]][[simulate: reset]]");
  EXPECT_EQ(directives.faults.size(), 2U);
  EXPECT_THAT(directives.texts, ::testing::ElementsAre("slow 5", "throttle 1", "reset"));
}

TEST(Directives, SayWhatIsWrongWithThem) {
  EXPECT_THAT(complaint("[[simulate: dance]]"), HasSubstr("[[simulate: dance]]: there is no such directive"));
  EXPECT_THAT(complaint("[[simulate: exception NoSuchException]]"),
              HasSubstr("there is no exception 'NoSuchException'"));
  EXPECT_THAT(complaint("[[simulate: exception ThrottlingException sometimes]]"),
              HasSubstr("'sometimes' is not understood"));
  EXPECT_THAT(complaint("[[simulate: throttle often]]"), HasSubstr("needs a number"));
  EXPECT_THAT(complaint("[[simulate: reasoning loud]]"), HasSubstr("there is no reasoning 'loud'"));
  EXPECT_THAT(complaint("[[simulate: empty glass]]"), HasSubstr("'glass' is not understood"));
  EXPECT_THAT(complaint("[[simulate: empty"), HasSubstr("not closed"));
  EXPECT_THAT(complaint("[[simulate: ]]"), HasSubstr("no such directive"));
}

TEST(Directives, LeaveTheRestOfTheText) {
  EXPECT_EQ(without_directives("[[simulate: slow 5]] hello\n  world"), "hello\n  world");
  EXPECT_EQ(without_directives("a [[simulate: slow 5]] b [[simulate: empty]]"), "a b");
  EXPECT_EQ(without_directives("[[simulate: empty]]"), "");
  EXPECT_EQ(without_directives("[[simulate: unclosed"), "[[simulate: unclosed");
  EXPECT_EQ(without_directives("plain"), "plain");
}

}  // namespace
}  // namespace gw::simulator
