#include "gateway/log.hpp"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <unistd.h>

#include <array>
#include <string>

namespace gw::gateway {
namespace {

class Pipe {
 public:
  Pipe() { EXPECT_EQ(::pipe2(ends_.data(), O_CLOEXEC), 0); }
  ~Pipe() {
    close_reader();
    ::close(ends_[1]);
  }
  Pipe(const Pipe&) = delete;
  Pipe& operator=(const Pipe&) = delete;

  [[nodiscard]] int writer() const { return ends_[1]; }
  void close_reader() {
    if (ends_[0] >= 0) ::close(ends_[0]);
    ends_[0] = -1;
  }
  /// What is in the pipe now.
  std::string read() {
    std::string text(1 << 20, '\0');
    const ssize_t count = ::read(ends_[0], text.data(), text.size());
    text.resize(count > 0 ? static_cast<std::size_t>(count) : 0);
    return text;
  }

 private:
  std::array<int, 2> ends_{-1, -1};
};

TEST(DescriptorLog, WritesOneLineEach) {
  Pipe pipe;
  const auto log = make_descriptor_log(pipe.writer(), LogLevel::info);
  log->write(LogLevel::info, R"({"a":"100%"})");
  log->write(LogLevel::error, "{}");
  EXPECT_EQ(pipe.read(), "{\"a\":\"100%\"}\n{}\n");
  EXPECT_EQ(log->lost_lines(), 0U);
}

TEST(DescriptorLog, LeavesOutWhatIsBelowItsLevel) {
  Pipe pipe;
  const auto log = make_descriptor_log(pipe.writer(), LogLevel::warning);
  EXPECT_FALSE(log->is_written(LogLevel::info));
  EXPECT_TRUE(log->is_written(LogLevel::error));
  log->write(LogLevel::info, "no");
  log->write(LogLevel::warning, "yes");
  EXPECT_EQ(pipe.read(), "yes\n");
}

TEST(DescriptorLog, LosesLinesRatherThanWaitForAReaderThatStandsStill) {
  Pipe pipe;
  const auto log = make_descriptor_log(pipe.writer(), LogLevel::info);
  const std::string line(1'000, 'x');
  for (int i = 0; i < 1'000; ++i) log->write(LogLevel::info, line);  // a pipe holds 64 KiB
  EXPECT_GT(log->lost_lines(), 900U);
  EXPECT_LT(log->lost_lines(), 1'000U);
}

TEST(DescriptorLog, StartsANewLineAfterOneThatWasCut) {
  Pipe pipe;
  const auto log = make_descriptor_log(pipe.writer(), LogLevel::info);
  log->write(LogLevel::info, std::string(200'000, 'x'));
  ASSERT_EQ(log->lost_lines(), 1U);
  const std::string cut = pipe.read();
  EXPECT_EQ(cut.find('\n'), std::string::npos);
  log->write(LogLevel::info, "{}");
  log->write(LogLevel::info, "{}");
  EXPECT_EQ(pipe.read(), "\n{}\n{}\n");
}

TEST(DescriptorLog, SurvivesAReaderThatWentAway) {
  ::signal(SIGPIPE, SIG_IGN);
  Pipe pipe;
  pipe.close_reader();
  const auto log = make_descriptor_log(pipe.writer(), LogLevel::info);
  log->write(LogLevel::info, "{}");
  EXPECT_EQ(log->lost_lines(), 1U);
}

TEST(DescriptorLog, SurvivesADescriptorThatIsNone) {
  const auto log = make_descriptor_log(-1, LogLevel::info);
  log->write(LogLevel::info, "{}");
  EXPECT_EQ(log->lost_lines(), 1U);
}

TEST(DescriptorLog, SurvivesAFullDisk) {
  const int full = ::open("/dev/full", O_WRONLY | O_CLOEXEC);
  ASSERT_GE(full, 0);
  const auto log = make_descriptor_log(full, LogLevel::info);
  log->write(LogLevel::info, "{}");
  EXPECT_EQ(log->lost_lines(), 1U);
  ::close(full);
}

}  // namespace
}  // namespace gw::gateway
