#include <fmt/format.h>
#include <unistd.h>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>

#include <memory>
#include <string>
#include <utility>

#include "app/commands.hpp"
#include "app/process_environment.hpp"
#include "app/report.hpp"
#include "app/setting_values.hpp"
#include "app/stop_signals.hpp"
#include "gateway/log.hpp"
#include "simulator/simulator.hpp"

namespace gw::app {
namespace {

constexpr std::uint16_t kDefaultPort = 8'001;
constexpr std::chrono::milliseconds kGrace{2'000};
/// What AWS SDKs are to use as key, secret and bearer token.
constexpr std::string_view kLocalKey = "local";

struct SimulateSettings {
  std::string host{"127.0.0.1"};
  std::uint16_t port{kDefaultPort};
  std::string tls_certificate_file;
  std::string tls_key_file;
};

std::string flag_value(const SettingValues& flags, std::string_view name) {
  const auto found = flags.find(name);
  return found == flags.end() ? std::string{} : found->second;
}

base::Result<SimulateSettings> read_settings(const SettingValues& flags) {
  SimulateSettings settings;
  if (const std::string host = flag_value(flags, "HOST"); !host.empty()) {
    const base::Result<std::string> read = read_bind_host(host);
    if (!read) return base::fail(base::ErrorKind::invalid_request, "--host " + read.error().message);
    settings.host = *read;
  }
  if (const std::string port = flag_value(flags, "PORT"); !port.empty()) {
    const base::Result<std::uint64_t> read = read_number(port, 0, 65'535);
    if (!read) return base::fail(base::ErrorKind::invalid_request, "--port " + read.error().message);
    settings.port = static_cast<std::uint16_t>(*read);
  }
  settings.tls_certificate_file = flag_value(flags, "TLS_CERTIFICATE");
  settings.tls_key_file = flag_value(flags, "TLS_KEY");
  if (settings.tls_certificate_file.empty() != settings.tls_key_file.empty()) {
    return base::fail(base::ErrorKind::invalid_request, "--tls-certificate and --tls-key go together");
  }
  return settings;
}

/// For people, one line a request.
std::string to_line(const simulator::ServedRequest& request) {
  return fmt::format("{} {} {} {}{}{}", request.method, request.target, request.status,
                     request.operation.empty() ? "-" : request.operation,
                     request.error_type.empty() ? "" : " ", request.error_type);
}

}  // namespace

int simulate(const CommandLine& line) {
  const base::Result<SimulateSettings> settings = read_settings(line.flags);
  if (!settings) return fail_to_start(settings.error());

  SystemClock clock;
  SystemRandom random;
  simulator::SimulatorOptions options;
  options.credentials.push_back(aws::Credentials{.access_key_id = aws::AccessKeyId{std::string{kLocalKey}},
                                                 .secret_access_key = base::Secret{std::string{kLocalKey}},
                                                 .session_token = {},
                                                 .expiry = {}});
  options.bearer_token = base::Secret{std::string{kLocalKey}};
  options.clock = &clock;
  options.random = &random;
  options.tls_certificate_file = settings->tls_certificate_file;
  options.tls_key_file = settings->tls_key_file;
  const std::unique_ptr<gateway::Log> log =
      gateway::make_descriptor_log(STDOUT_FILENO, gateway::LogLevel::info);
  options.on_request = [&log](const simulator::ServedRequest& request) {
    log->write(gateway::LogLevel::info, to_line(request));
  };

  boost::asio::io_context loop{1};
  auto simulator = simulator::Simulator::listen(loop, settings->host, settings->port, std::move(options));
  if (!simulator) return fail_to_start(simulator.error());
  const StopSignals signals{loop, [&loop, &simulator] {
                              boost::asio::co_spawn(loop.get_executor(), (*simulator)->stop(kGrace),
                                                    [&loop](const std::exception_ptr&) { loop.stop(); });
                            }};
  const std::string scheme = settings->tls_key_file.empty() ? "http" : "https";
  say(fmt::format("local Bedrock listens on {}", to_url(scheme, settings->host, (*simulator)->port())));
  say("  AWS_ACCESS_KEY_ID=local AWS_SECRET_ACCESS_KEY=local, or AWS_BEARER_TOKEN_BEDROCK=local; any region");

  (*simulator)->start();
  loop.run();
  return 0;
}

}  // namespace gw::app
