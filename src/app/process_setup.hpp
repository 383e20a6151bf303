#pragma once

namespace gw::app {

/// What a server process needs before anything else: broken pipes are errors and not signals, the standard
/// descriptors exist (else a socket would get number 1 and receive the log), and freed memory of large bodies
/// is kept for the next one.
void set_up_process();

}  // namespace gw::app
