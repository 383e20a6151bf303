#pragma once

#include <string_view>
#include <utility>

#include "bedrock/converse_request.hpp"

namespace gw::bedrock {

/// Enumerations as the service model spells them.

constexpr std::string_view to_word(Role role) {
  switch (role) {
    case Role::user:
      return "user";
    case Role::assistant:
      return "assistant";
    case Role::system:
      return "system";
  }
  std::unreachable();
}

constexpr std::string_view to_word(ImageFormat format) {
  switch (format) {
    case ImageFormat::png:
      return "png";
    case ImageFormat::jpeg:
      return "jpeg";
    case ImageFormat::gif:
      return "gif";
    case ImageFormat::webp:
      return "webp";
  }
  std::unreachable();
}

constexpr std::string_view to_word(DocumentFormat format) {
  switch (format) {
    case DocumentFormat::pdf:
      return "pdf";
    case DocumentFormat::csv:
      return "csv";
    case DocumentFormat::doc:
      return "doc";
    case DocumentFormat::docx:
      return "docx";
    case DocumentFormat::xls:
      return "xls";
    case DocumentFormat::xlsx:
      return "xlsx";
    case DocumentFormat::html:
      return "html";
    case DocumentFormat::txt:
      return "txt";
    case DocumentFormat::md:
      return "md";
  }
  std::unreachable();
}

constexpr std::string_view to_word(VideoFormat format) {
  switch (format) {
    case VideoFormat::mkv:
      return "mkv";
    case VideoFormat::mov:
      return "mov";
    case VideoFormat::mp4:
      return "mp4";
    case VideoFormat::webm:
      return "webm";
    case VideoFormat::flv:
      return "flv";
    case VideoFormat::mpeg:
      return "mpeg";
    case VideoFormat::mpg:
      return "mpg";
    case VideoFormat::wmv:
      return "wmv";
    case VideoFormat::three_gp:
      return "three_gp";
  }
  std::unreachable();
}

constexpr std::string_view to_word(AudioFormat format) {
  switch (format) {
    case AudioFormat::mp3:
      return "mp3";
    case AudioFormat::opus:
      return "opus";
    case AudioFormat::wav:
      return "wav";
    case AudioFormat::aac:
      return "aac";
    case AudioFormat::flac:
      return "flac";
    case AudioFormat::mp4:
      return "mp4";
    case AudioFormat::ogg:
      return "ogg";
    case AudioFormat::mkv:
      return "mkv";
    case AudioFormat::webm:
      return "webm";
    case AudioFormat::mpeg:
      return "mpeg";
    case AudioFormat::mpga:
      return "mpga";
    case AudioFormat::m4a:
      return "m4a";
    case AudioFormat::mka:
      return "mka";
    case AudioFormat::x_aac:
      return "x-aac";
    case AudioFormat::pcm:
      return "pcm";
  }
  std::unreachable();
}

}  // namespace gw::bedrock
