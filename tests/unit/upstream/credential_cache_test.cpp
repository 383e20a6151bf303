#include "upstream/credential_cache.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/basic_waitable_timer.hpp>
#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <gtest/gtest.h>

#include <atomic>
#include <list>
#include <memory>
#include <stdexcept>
#include <thread>
#include <utility>
#include <variant>
#include <vector>

#include "support/manual_clock.hpp"
#include "upstream/credential_source.hpp"

namespace gw::upstream {
namespace {

namespace asio = boost::asio;
using namespace std::chrono_literals;
using base::ErrorKind;
using base::Result;

aws::Identity keys(std::string id, std::optional<std::chrono::sys_seconds> expiry = std::nullopt) {
  aws::Credentials credentials;
  credentials.access_key_id = aws::AccessKeyId{std::move(id)};
  credentials.secret_access_key = base::Secret{"S"};
  credentials.expiry = expiry;
  return credentials;
}

std::string id_of(const IdentityPtr& identity) {
  return std::get<aws::Credentials>(*identity).access_key_id.str();
}

std::unexpected<base::Error> refusal(std::string message) {
  return base::fail(ErrorKind::upstream_credentials, std::move(message));
}

// What a test tells the source to do, and sees of it; outlives the cache.
struct Script {
  std::vector<Result<aws::Identity>> answers;  // one for each fetch, in turn; the last one again and again
  bool held = false;                           // fetches wait until released
  bool throws = false;
  std::atomic<int> fetches{0};
  std::function<void()> release = [] {};  // lets the fetch that is held go on; on its loop's thread
};

class ScriptedSource final : public CredentialSource {
 public:
  explicit ScriptedSource(Script& script) : script_(script) {}

  net::Task<Result<aws::Identity>> fetch() override {
    const auto turn = static_cast<std::size_t>(script_.fetches++);
    if (script_.throws) throw std::runtime_error("a source that throws");
    if (script_.held) {
      using Clock = std::chrono::steady_clock;
      const net::Executor executor = co_await asio::this_coro::executor;
      asio::basic_waitable_timer<Clock, asio::wait_traits<Clock>, net::Executor> gate{
          executor, Clock::time_point::max()};
      script_.release = [&gate] { gate.cancel(); };
      constexpr asio::as_tuple_t<asio::use_awaitable_t<net::Executor>> token{};
      const auto [error] = co_await gate.async_wait(token);
      static_cast<void>(error);
    }
    Result<aws::Identity> answer = script_.answers.at(std::min(turn, script_.answers.size() - 1));
    co_return answer;
  }

  [[nodiscard]] std::string description() const override { return "script"; }

 private:
  Script& script_;
};

// A get() under way, and then its answer.
struct Request {
  std::optional<Result<IdentityPtr>> answer;
  asio::cancellation_signal cancel;

  [[nodiscard]] std::string id() const { return answer && *answer ? id_of(**answer) : "nothing"; }
  [[nodiscard]] std::string error() const { return answer && !*answer ? answer->error().message : "nothing"; }
};

class CredentialCacheTest : public ::testing::Test {
 protected:
  void make_cache(CredentialCacheLimits limits = {}) {
    cache_ = std::make_unique<CredentialCache>(
        std::make_unique<ScriptedSource>(script_), clock_, limits,
        [this](const base::Error& error) { failures_.push_back(error.message); });
  }

  Request& start(asio::io_context& loop) {
    Request& request = requests_.emplace_back();
    asio::co_spawn(loop, cache_->get(),
                   asio::bind_cancellation_slot(request.cancel.slot(),
                                                [&request](std::exception_ptr, Result<IdentityPtr> answer) {
                                                  request.answer.emplace(std::move(answer));
                                                }));
    return request;
  }

  // Runs what is ready, and waits for no timer.
  static void turn(asio::io_context& loop) {
    loop.restart();
    loop.poll();
  }

  Request& get() {
    Request& request = start(loop_);
    turn(loop_);
    return request;
  }

  test::ManualClock clock_;
  Script script_;
  std::vector<std::string> failures_;
  std::unique_ptr<CredentialCache> cache_;
  std::list<Request> requests_;
  asio::io_context loop_;
  asio::io_context other_loop_;
};

constexpr auto kStart = test::ManualClock::kStart;

TEST_F(CredentialCacheTest, FetchesOnceAndKeeps) {
  script_.answers = {keys("A")};
  make_cache();
  EXPECT_EQ(get().id(), "A");
  clock_.advance(1000h);
  EXPECT_EQ(get().id(), "A");
  EXPECT_EQ(script_.fetches, 1);
}

TEST_F(CredentialCacheTest, FetchesOnceForAllWhoWaitOnTwoLoops) {
  script_.answers = {keys("A")};
  script_.held = true;
  make_cache();
  Request& first = start(loop_);
  Request& second = start(loop_);
  Request& third = start(other_loop_);
  turn(loop_);
  turn(other_loop_);
  EXPECT_FALSE(first.answer || second.answer || third.answer);
  script_.release();
  turn(loop_);
  turn(other_loop_);
  EXPECT_EQ(first.id(), "A");
  EXPECT_EQ(second.id(), "A");
  EXPECT_EQ(third.id(), "A");
  EXPECT_EQ(script_.fetches, 1);
}

TEST_F(CredentialCacheTest, RefreshesInTheBackgroundWhileTheOldKeysWork) {
  script_.answers = {keys("OLD", kStart + 1h), keys("NEW", kStart + 2h)};
  make_cache();
  get();
  clock_.advance(55min);
  script_.held = true;
  EXPECT_EQ(get().id(), "OLD");
  EXPECT_EQ(get().id(), "OLD");
  EXPECT_EQ(script_.fetches, 2);
  script_.release();
  turn(loop_);
  EXPECT_EQ(get().id(), "NEW");
  EXPECT_EQ(script_.fetches, 2);
}

TEST_F(CredentialCacheTest, WaitsForNewKeysWhenTheOldOnesExpired) {
  script_.answers = {keys("OLD", kStart + 1h), keys("NEW", kStart + 3h)};
  make_cache();
  get();
  clock_.advance(1h);
  script_.held = true;
  Request& request = get();
  EXPECT_FALSE(request.answer);
  script_.release();
  turn(loop_);
  EXPECT_EQ(request.id(), "NEW");
}

TEST_F(CredentialCacheTest, KeepsTheOldKeysWhenARefreshFails) {
  script_.answers = {keys("OLD", kStart + 1h), refusal("down")};
  make_cache();
  get();
  clock_.advance(56min);
  EXPECT_EQ(get().id(), "OLD");
  EXPECT_EQ(get().id(), "OLD");
  EXPECT_EQ(script_.fetches, 2);
  EXPECT_EQ(failures_, std::vector<std::string>{"down"});
  EXPECT_TRUE(cache_->status().has_value());
}

TEST_F(CredentialCacheTest, AnswersTheSourcesErrorAndRemembersItForAMoment) {
  script_.answers = {refusal("no network"), keys("A")};
  make_cache();
  EXPECT_EQ(get().error(), "no network");
  EXPECT_EQ(get().error(), "no network");
  EXPECT_EQ(script_.fetches, 1);
  EXPECT_EQ(cache_->status().error().message, "no network");
  clock_.advance(1s);
  EXPECT_EQ(get().id(), "A");
  EXPECT_TRUE(cache_->status().has_value());
}

TEST_F(CredentialCacheTest, SaysThatNothingWasObtainedYet) {
  script_.answers = {keys("A")};
  make_cache();
  EXPECT_EQ(cache_->status().error().message, "AWS credentials were not obtained yet");
  EXPECT_EQ(cache_->status().error().kind, ErrorKind::upstream_credentials);
  EXPECT_EQ(cache_->description(), "script");
}

TEST_F(CredentialCacheTest, TakesKeysThatExpiredAlreadyAsAFailure) {
  script_.answers = {keys("OLD", kStart)};
  make_cache();
  EXPECT_EQ(get().error(), "the AWS credentials from script have expired");
}

TEST_F(CredentialCacheTest, FetchesAnewOnceAfterManyRefusalsOfTheSameKeys) {
  script_.answers = {keys("OLD"), keys("NEW")};
  make_cache();
  const IdentityPtr old = **get().answer;
  cache_->invalidate(old);
  EXPECT_EQ(get().id(), "NEW");
  cache_->invalidate(old);
  cache_->invalidate(old);
  EXPECT_EQ(get().id(), "NEW");
  EXPECT_EQ(script_.fetches, 2);
}

TEST_F(CredentialCacheTest, GivesTheSameObjectAgainWhenTheSourceHasNothingNewer) {
  script_.answers = {keys("A"), keys("A")};
  make_cache();
  const IdentityPtr first = **get().answer;
  cache_->invalidate(first);
  EXPECT_EQ(**get().answer, first);
  EXPECT_EQ(script_.fetches, 2);
  cache_->invalidate(first);
  EXPECT_EQ(**get().answer, first);
  EXPECT_EQ(script_.fetches, 2);
}

TEST_F(CredentialCacheTest, ComparesBearerTokensToo) {
  aws::BearerToken token;
  token.token = base::Secret{"t"};
  script_.answers = {aws::Identity{token}, aws::Identity{token}, keys("A")};
  make_cache();
  const IdentityPtr first = **get().answer;
  cache_->invalidate(first);
  EXPECT_EQ(**get().answer, first);
  clock_.advance(5s);
  cache_->invalidate(first);
  EXPECT_EQ(get().id(), "A");
}

TEST_F(CredentialCacheTest, LetsOneRequestGoAndFetchesForTheOthers) {
  script_.answers = {keys("A")};
  script_.held = true;
  make_cache();
  Request& first = start(loop_);
  Request& second = start(loop_);
  turn(loop_);
  first.cancel.emit(asio::cancellation_type::terminal);
  turn(loop_);
  ASSERT_TRUE(first.answer.has_value());
  EXPECT_EQ(first.answer->error().kind, ErrorKind::client_gone);
  script_.release();
  turn(loop_);
  EXPECT_EQ(second.id(), "A");
}

TEST_F(CredentialCacheTest, GivesUpWaitingAtTheDeadline) {
  script_.answers = {keys("A")};
  script_.held = true;
  CredentialCacheLimits limits;
  limits.max_wait = 0ms;
  make_cache(limits);
  Request& request = start(loop_);
  while (!request.answer) loop_.run_one();
  EXPECT_EQ(request.error(), "AWS credentials from script did not arrive in time");
  script_.release();
  turn(loop_);
  EXPECT_EQ(get().id(), "A");
}

TEST_F(CredentialCacheTest, TurnsAnExceptionOfTheSourceIntoAnError) {
  script_.throws = true;
  make_cache();
  EXPECT_EQ(get().error(), "fetching AWS credentials failed unexpectedly");
}

TEST_F(CredentialCacheTest, FetchesOnAnotherLoopWhenTheFirstOneIsDestroyed) {
  script_.answers = {keys("A")};
  script_.held = true;
  make_cache();
  {
    asio::io_context short_lived;
    start(short_lived);
    turn(short_lived);
    EXPECT_EQ(script_.fetches, 1);
  }
  script_.held = false;
  EXPECT_EQ(get().id(), "A");
  EXPECT_EQ(script_.fetches, 2);
}

TEST_F(CredentialCacheTest, LeavesAFetchThatOutlivesItAlone) {
  script_.answers = {keys("A", kStart + 1h), keys("B", kStart + 2h)};
  make_cache();
  get();
  clock_.advance(56min);
  script_.held = true;
  get();
  cache_.reset();
  script_.release();
  turn(loop_);
  EXPECT_EQ(script_.fetches, 2);
}

// A loop thread's work: many requests one after another, each with an expired answer of the one before.
net::Task<void> ask_often(CredentialCache& cache, int times, std::atomic<int>& answered) {
  for (int i = 0; i < times; ++i) {
    const Result<IdentityPtr> answer = co_await cache.get();
    if (answer) {
      ++answered;
      cache.invalidate(*answer);
    }
  }
}

TEST_F(CredentialCacheTest, ServesThreadsThatAskAndInvalidateAtOnce) {
  script_.answers = {keys("A", kStart + 1h)};
  make_cache();
  std::atomic<int> answered{0};
  std::vector<std::jthread> threads;
  for (int i = 0; i < 4; ++i) {
    threads.emplace_back([&] {
      asio::io_context loop;
      asio::co_spawn(loop, ask_often(*cache_, 200, answered), [](std::exception_ptr) {});
      loop.run();
    });
  }
  threads.clear();
  EXPECT_EQ(answered, 800);
  EXPECT_EQ(script_.fetches, 2);  // at first, and for the first refusal; the clock stands still
}

}  // namespace
}  // namespace gw::upstream
