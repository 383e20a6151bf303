#include "gateway/policy/deadlines.hpp"

#include <gtest/gtest.h>

namespace gw::gateway::policy {
namespace {

using std::chrono::seconds;
using TimePoint = AnswerDeadlines::TimePoint;

const TimePoint kStart{seconds{1'000}};

AnswerDeadlines stream() {
  return {DeadlineLimits{}, AnswerMode::server_sent_events, kStart};
}
AnswerDeadlines whole() {
  return {DeadlineLimits{}, AnswerMode::whole_response, kStart};
}

TEST(AnswerDeadlines, AskForASignOfLifeInASilentStream) {
  EXPECT_EQ(stream().wait_until(), kStart + seconds{15});
  EXPECT_EQ(stream().due(kStart + seconds{14}), Due::nothing);
  EXPECT_EQ(stream().due(kStart + seconds{15}), Due::keepalive);
}

TEST(AnswerDeadlines, CountTheNextSignOfLifeFromTheLastOne) {
  AnswerDeadlines deadlines = stream();
  deadlines.keepalive_sent(kStart + seconds{16});
  EXPECT_EQ(deadlines.wait_until(), kStart + seconds{31});
}

TEST(AnswerDeadlines, GiveAStreamUpWhenItsFirstEventDoesNotCome) {
  AnswerDeadlines deadlines = stream();
  deadlines.keepalive_sent(kStart + seconds{270});
  EXPECT_EQ(deadlines.wait_until(), kStart + seconds{280});
  EXPECT_EQ(deadlines.due(kStart + seconds{279}), Due::nothing);
  EXPECT_EQ(deadlines.due(kStart + seconds{280}), Due::timed_out);
}

TEST(AnswerDeadlines, AllowALongAnswerThatMoves) {
  AnswerDeadlines deadlines = stream();
  for (int minute = 1; minute <= 120; ++minute) deadlines.event_arrived(kStart + seconds{60 * minute});
  EXPECT_EQ(deadlines.due(kStart + seconds{60 * 120 + 14}), Due::nothing);
}

TEST(AnswerDeadlines, GiveAStreamUpAfterTooLongASilenceBetweenEvents) {
  AnswerDeadlines deadlines = stream();
  deadlines.event_arrived(kStart + seconds{5});
  EXPECT_EQ(deadlines.due(kStart + seconds{5 + 119}), Due::keepalive);
  EXPECT_EQ(deadlines.due(kStart + seconds{5 + 120}), Due::timed_out);
}

TEST(AnswerDeadlines, WaitLongerForAPlainAnswerAndSendNoSignOfLife) {
  EXPECT_EQ(whole().wait_until(), kStart + seconds{590});
  EXPECT_EQ(whole().due(kStart + seconds{589}), Due::nothing);
  EXPECT_EQ(whole().due(kStart + seconds{590}), Due::timed_out);
}

TEST(AnswerDeadlines, SendNoSignOfLifeWhenThatIsTurnedOff) {
  const AnswerDeadlines deadlines{DeadlineLimits{.keepalive = seconds{0}}, AnswerMode::server_sent_events,
                                  kStart};
  EXPECT_EQ(deadlines.wait_until(), kStart + seconds{280});
}

}  // namespace
}  // namespace gw::gateway::policy
