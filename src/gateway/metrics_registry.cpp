#include "gateway/metrics_registry.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <deque>
#include <iterator>
#include <mutex>
#include <optional>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "gateway/access_record.hpp"
#include "gateway/model_labels.hpp"

namespace gw::gateway {
namespace {

/// One writer, any number of readers: a relaxed load and a store, no locked instruction.
class Counter {
 public:
  void add(std::uint64_t amount) noexcept {
    value_.store(value_.load(std::memory_order_relaxed) + amount, std::memory_order_relaxed);
  }
  [[nodiscard]] std::uint64_t value() const noexcept { return value_.load(std::memory_order_relaxed); }

 private:
  std::atomic<std::uint64_t> value_{0};
};

constexpr std::array<double, 15> kBucketSeconds{.005, .01, .025, .05, .1,  .25, .5, 1,
                                                2.5,  5,   10,   30,  60., 120, 300};

struct Histogram {
  std::array<Counter, kBucketSeconds.size() + 1> buckets;  // not cumulative; the last one is +Inf
  Counter microseconds;

  void observe(std::chrono::steady_clock::duration duration) noexcept {
    const auto elapsed = std::chrono::duration_cast<std::chrono::microseconds>(duration).count();
    const double seconds = static_cast<double>(elapsed) / 1e6;
    const auto bucket = std::ranges::lower_bound(kBucketSeconds, seconds) - kBucketSeconds.begin();
    buckets[static_cast<std::size_t>(bucket)].add(1);
    microseconds.add(static_cast<std::uint64_t>(std::max<std::int64_t>(elapsed, 0)));
  }
};

/// Statuses that this gateway answers; 499 is nginx's number for a client that went away.
constexpr std::array<unsigned, 17> kStatuses{200, 204, 400, 401, 403, 404, 405, 408, 413,
                                             429, 431, 499, 500, 502, 503, 504, 0};

std::size_t status_index(unsigned status) noexcept {
  const auto found = std::ranges::find(kStatuses, status);
  return found == kStatuses.end() ? kStatuses.size() - 1
                                  : static_cast<std::size_t>(found - kStatuses.begin());
}

std::string status_label(std::size_t index) {
  return kStatuses[index] == 0 ? "other" : fmt::to_string(kStatuses[index]);
}

constexpr std::size_t kErrorKinds = static_cast<std::size_t>(base::ErrorKind::internal) + 1;

struct ModelCounters {
  Counter requests;
  Counter prompt_tokens;
  Counter completion_tokens;
  Counter cached_tokens;
  Counter cache_write_tokens;
};

struct ThreadCounters {
  std::array<std::array<Counter, kStatuses.size()>, kRouteKinds> requests;
  std::array<Histogram, kRouteKinds> duration;
  std::array<Histogram, kRouteKinds> first_byte;
  std::array<Counter, kErrorKinds> request_errors;
  std::array<Counter, kErrorKinds> upstream_errors;
  std::array<ModelCounters, ModelLabels::kSlots> models;
  Counter upstream_retries;
  Counter unknown_stop_reasons;
  Counter streams_opened;
  Counter streams_closed;
};

class ThreadMetrics final : public Metrics {
 public:
  explicit ThreadMetrics(ModelLabels& labels) : labels_(labels) {}

  void upstream_error(base::ErrorKind kind) noexcept override {
    counters_.upstream_errors[static_cast<std::size_t>(kind)].add(1);
  }
  void upstream_retry() noexcept override { counters_.upstream_retries.add(1); }
  void unknown_stop_reason() noexcept override { counters_.unknown_stop_reasons.add(1); }
  void stream_opened() noexcept override { counters_.streams_opened.add(1); }
  void stream_closed() noexcept override { counters_.streams_closed.add(1); }

  void request_finished(const AccessRecord& record, std::chrono::steady_clock::time_point end) override {
    const auto route = static_cast<std::size_t>(record.route);
    counters_.requests[route][status_index(record.status)].add(1);
    counters_.duration[route].observe(end - record.started);
    if (const auto first = record.first_event_at ? record.first_event_at : record.head_sent_at) {
      counters_.first_byte[route].observe(*first - record.started);
    }
    if (record.error) counters_.request_errors[static_cast<std::size_t>(*record.error)].add(1);
    if (!record.resolved_model.empty()) count_model(record);
  }

  [[nodiscard]] const ThreadCounters& counters() const noexcept { return counters_; }

 private:
  void count_model(const AccessRecord& record) {
    ModelCounters& model = counters_.models[slot_of(record)];
    model.requests.add(1);
    if (!record.tokens) return;
    model.prompt_tokens.add(record.tokens->prompt);
    model.completion_tokens.add(record.tokens->completion);
    model.cached_tokens.add(record.tokens->cached);
    model.cache_write_tokens.add(record.tokens->cache_write);
  }

  std::size_t slot_of(const AccessRecord& record) {
    if (!record.model_answered) return ModelLabels::kOther;
    const std::string& name = record.resolved_model.str();
    if (const auto known = slots_.find(name); known != slots_.end()) return known->second;
    const std::size_t slot = labels_.slot(name);
    if (slot != ModelLabels::kOther) slots_.emplace(name, slot);
    return slot;
  }

  ThreadCounters counters_;
  ModelLabels& labels_;
  std::unordered_map<std::string, std::size_t> slots_;  // of this thread: labels_ takes a lock
};

/// Writes one family after the other, each with its help and type.
class TextWriter {
 public:
  void family(std::string_view name, std::string_view type, std::string_view help) {
    name_ = name;
    fmt::format_to(std::back_inserter(text_), "# HELP {0}{1} {2}\n# TYPE {0}{1} {3}\n", kPrefix, name, help,
                   type);
  }
  /// `labels` as they stand between the braces; `suffix` of a histogram's series.
  template <class Number>
  void sample(Number value, std::string_view labels = {}, std::string_view suffix = {}) {
    fmt::format_to(std::back_inserter(text_), "{}{}{}{}{}{} {}\n", kPrefix, name_, suffix,
                   labels.empty() ? "" : "{", labels, labels.empty() ? "" : "}", value);
  }
  [[nodiscard]] std::string take() { return std::move(text_); }

 private:
  static constexpr std::string_view kPrefix = "bedrock_gateway_";
  std::string_view name_;
  std::string text_;
};

/// Exposition format: backslash, quote and line feed are escaped in label values.
std::string escape_label(std::string_view value) {
  std::string escaped;
  for (const char c : value) {
    if (c == '\\' || c == '"') escaped.push_back('\\');
    if (c == '\n') {
      escaped += "\\n";
    } else {
      escaped.push_back(c);
    }
  }
  return escaped;
}

class Registry final : public MetricsRegistry {
 public:
  explicit Registry(BuildInfo build) : build_(std::move(build)) {}

  Metrics& add_thread() override { return threads_.emplace_back(labels_); }

  [[nodiscard]] std::string render(const Gauges& gauges) const override {
    TextWriter out;
    out.family("build_info", "gauge", "Version and revision of this binary.");
    out.sample(1, fmt::format("version=\"{}\",revision=\"{}\"", escape_label(build_.version),
                              escape_label(build_.revision)));
    write_requests(out);
    write_histogram(out, "request_duration_seconds", "From the request's head to the end of its answer.",
                    &ThreadCounters::duration);
    write_histogram(out, "time_to_first_byte_seconds",
                    "From the request's head to the upstream's first event.", &ThreadCounters::first_byte);
    write_models(out);
    write_errors(out);
    write_gauges(out, gauges);
    return out.take();
  }

 private:
  template <class Select>
  [[nodiscard]] std::uint64_t sum(const Select& select) const {
    std::uint64_t total = 0;
    for (const ThreadMetrics& thread : threads_) total += select(thread.counters()).value();
    return total;
  }

  void write_requests(TextWriter& out) const {
    out.family("requests_total", "counter", "Requests answered; 499: the client went away first.");
    for (std::size_t route = 0; route < kRouteKinds; ++route) {
      for (std::size_t status = 0; status < kStatuses.size(); ++status) {
        const auto total =
            sum([&](const ThreadCounters& c) -> const Counter& { return c.requests[route][status]; });
        if (total == 0) continue;
        out.sample(total, fmt::format("route=\"{}\",status=\"{}\"", to_string(static_cast<RouteKind>(route)),
                                      status_label(status)));
      }
    }
  }

  void write_histogram(TextWriter& out, std::string_view name, std::string_view help,
                       std::array<Histogram, kRouteKinds> ThreadCounters::*member) const {
    out.family(name, "histogram", help);
    for (std::size_t route = 0; route < kRouteKinds; ++route) {
      const std::string label = fmt::format("route=\"{}\"", to_string(static_cast<RouteKind>(route)));
      std::array<std::uint64_t, kBucketSeconds.size() + 1> cumulative{};
      std::uint64_t running = 0;
      for (std::size_t bucket = 0; bucket < cumulative.size(); ++bucket) {
        running += sum(
            [&](const ThreadCounters& c) -> const Counter& { return (c.*member)[route].buckets[bucket]; });
        cumulative[bucket] = running;
      }
      if (running == 0) continue;
      for (std::size_t bucket = 0; bucket < kBucketSeconds.size(); ++bucket) {
        out.sample(cumulative[bucket], fmt::format("{},le=\"{}\"", label, kBucketSeconds[bucket]), "_bucket");
      }
      out.sample(running, label + ",le=\"+Inf\"", "_bucket");
      const auto microseconds =
          sum([&](const ThreadCounters& c) -> const Counter& { return (c.*member)[route].microseconds; });
      out.sample(static_cast<double>(microseconds) / 1e6, label, "_sum");
      out.sample(running, label, "_count");
    }
  }

  void write_models(TextWriter& out) const {
    const std::vector<std::string> names = labels_.names();
    out.family("model_requests_total", "counter",
               "Requests by Bedrock's model id; other: not answered by Bedrock.");
    for_each_model(names, [&](std::size_t slot, const std::string& label) {
      out.sample(sum([&](const ThreadCounters& c) -> const Counter& { return c.models[slot].requests; }),
                 fmt::format("model=\"{}\"", label));
    });
    out.family("tokens_total", "counter",
               "Tokens as Bedrock counted them; cached and cache_write are parts of prompt.");
    constexpr std::array<std::pair<std::string_view, Counter ModelCounters::*>, 4> kKinds{
        {{"prompt", &ModelCounters::prompt_tokens},
         {"completion", &ModelCounters::completion_tokens},
         {"cached", &ModelCounters::cached_tokens},
         {"cache_write", &ModelCounters::cache_write_tokens}}};
    for_each_model(names, [&](std::size_t slot, const std::string& label) {
      for (const auto& [kind, member] : kKinds) {
        out.sample(sum([&](const ThreadCounters& c) -> const Counter& { return c.models[slot].*member; }),
                   fmt::format("model=\"{}\",kind=\"{}\"", label, kind));
      }
    });
  }

  template <class Function>
  void for_each_model(const std::vector<std::string>& names, const Function& function) const {
    const auto was_used = [&](std::size_t slot) {
      return sum([&](const ThreadCounters& c) -> const Counter& { return c.models[slot].requests; }) > 0;
    };
    if (was_used(ModelLabels::kOther)) function(ModelLabels::kOther, "other");
    for (std::size_t i = 0; i < names.size(); ++i) {
      const std::size_t slot = i + 1;
      if (was_used(slot)) function(slot, escape_label(names[i]));
    }
  }

  void write_errors(TextWriter& out) const {
    write_error_family(out, "request_errors_total", "Requests that failed, also after a 200 in mid-stream.",
                       &ThreadCounters::request_errors);
    write_error_family(out, "upstream_errors_total",
                       "Failed attempts toward Bedrock, also those that were retried.",
                       &ThreadCounters::upstream_errors);
    out.family("upstream_retries_total", "counter", "Attempts after the first one.");
    out.sample(sum([](const ThreadCounters& c) -> const Counter& { return c.upstream_retries; }));
    out.family("unknown_stop_reasons_total", "counter",
               "Answers that ended for a reason this version does not know.");
    out.sample(sum([](const ThreadCounters& c) -> const Counter& { return c.unknown_stop_reasons; }));
  }

  void write_error_family(TextWriter& out, std::string_view name, std::string_view help,
                          std::array<Counter, kErrorKinds> ThreadCounters::*member) const {
    out.family(name, "counter", help);
    for (std::size_t kind = 0; kind < kErrorKinds; ++kind) {
      const auto total = sum([&](const ThreadCounters& c) -> const Counter& { return (c.*member)[kind]; });
      if (total > 0) {
        out.sample(total, fmt::format("kind=\"{}\"", base::to_string(static_cast<base::ErrorKind>(kind))));
      }
    }
  }

  void write_gauges(TextWriter& out, const Gauges& gauges) const {
    // Closed first: a stream that ends between the two reads must not make the difference negative.
    const auto closed = sum([](const ThreadCounters& c) -> const Counter& { return c.streams_closed; });
    const auto opened = sum([](const ThreadCounters& c) -> const Counter& { return c.streams_opened; });
    out.family("open_streams", "gauge", "Event streams to clients that are open now.");
    out.sample(opened >= closed ? opened - closed : 0);
    out.family("open_connections", "gauge", "Connections of clients that are open now.");
    out.sample(gauges.open_connections);
    out.family("upstream_connections", "gauge", "Connections to Bedrock, by state.");
    out.sample(gauges.upstream_connections_idle, "state=\"idle\"");
    out.sample(gauges.upstream_connections_in_use, "state=\"in_use\"");
    out.family("lost_log_lines_total", "counter", "Log lines that could not be written without waiting.");
    out.sample(gauges.lost_log_lines);
  }

  BuildInfo build_;
  mutable ModelLabels labels_;
  std::deque<ThreadMetrics> threads_;  // stays where it is while it grows
};

}  // namespace

std::unique_ptr<MetricsRegistry> MetricsRegistry::create(BuildInfo build) {
  return std::make_unique<Registry>(std::move(build));
}

}  // namespace gw::gateway
