// Boost.JSON, compiled here and nowhere else: every other unit includes <boost/json.hpp> and links
// gw_boost_json.
#include <boost/json/src.hpp>
