#pragma once

#include "app/command_line.hpp"

namespace gw::app {

/// The commands. Each returns the process' exit status and writes one line to stderr if it
/// cannot start.
int serve(const CommandLine& line);
int simulate(const CommandLine& line);
int check(const CommandLine& line);

}  // namespace gw::app
