#include "net/header_list.hpp"

#include <algorithm>
#include <cassert>

namespace gw::net {

namespace {

constexpr char to_lower(char c) noexcept {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
}

}  // namespace

void HeaderList::add(std::string_view name, std::string_view value) {
  assert(is_valid_header_name(name) && is_valid_header_value(value));
  const Field field{static_cast<std::uint32_t>(block_.size()), static_cast<std::uint32_t>(name.size()),
                    static_cast<std::uint32_t>(value.size())};
  block_.append(name).append(value);
  fields_.push_back(field);
}

void HeaderList::set(std::string_view name, std::string_view value) {
  // The new field goes in first: `value` may be a view of this list, which add() would otherwise invalidate.
  const std::string copy{value};
  remove(name);
  add(name, copy);
}

void HeaderList::remove(std::string_view name) {
  // The bytes stay in the block; a list that lives for one message is not worth compacting.
  std::erase_if(fields_, [&](const Field& field) {
    return equals_ignoring_case(std::string_view{block_}.substr(field.offset, field.name_bytes), name);
  });
}

void HeaderList::reserve(std::size_t bytes, std::size_t fields) {
  block_.reserve(bytes);
  fields_.reserve(fields);
}

void HeaderList::clear() noexcept {
  block_.clear();
  fields_.clear();
}

void HeaderList::release() noexcept {
  std::string{}.swap(block_);
  std::vector<Field>{}.swap(fields_);
}

std::optional<std::string_view> HeaderList::find(std::string_view name) const noexcept {
  for (std::size_t i = 0; i < fields_.size(); ++i) {
    const HeaderView field = (*this)[i];
    if (equals_ignoring_case(field.name, name)) return field.value;
  }
  return std::nullopt;
}

HeaderView HeaderList::operator[](std::size_t i) const noexcept {
  const Field& field = fields_[i];
  const std::string_view block{block_};
  return {block.substr(field.offset, field.name_bytes),
          block.substr(field.offset + field.name_bytes, field.value_bytes)};
}

bool is_token_character(char c) noexcept {
  if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9')) return true;
  return c != '\0' && std::string_view{"!#$%&'*+-.^_`|~"}.find(c) != std::string_view::npos;
}

bool is_valid_header_name(std::string_view name) noexcept {
  return !name.empty() && std::all_of(name.begin(), name.end(), is_token_character);
}

bool is_valid_header_value(std::string_view value) noexcept {
  return std::all_of(value.begin(), value.end(), [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return c == '\t' || (byte >= 0x20 && byte != 0x7f);
  });
}

bool equals_ignoring_case(std::string_view a, std::string_view b) noexcept {
  return a.size() == b.size() && std::equal(a.begin(), a.end(), b.begin(), [](char x, char y) {
           return x == y || to_lower(x) == to_lower(y);
         });
}

}  // namespace gw::net
