// The contract as files for other people's tools: what they need to find our topics and to read what lies on them.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "matbud/base/ids.h"

namespace matbud::schema {

struct File {
  std::string path;     ///< below the directory that all of them lie in
  std::string content;  ///< bytes
};

/// For an installation with these grocers:
/// - `matbud.binpb`        a google.protobuf.FileDescriptorSet with everything, comments too
/// - `proto/...`           the same as .proto files
/// - `asyncapi.json`       AsyncAPI 3.0.0: each topic, what lies on it, its headers, who reads and who writes
/// - `kafka-ui.yaml`, `akhq.yaml`, `redpanda-console.yaml`   which message lies on which topic, as these browsers want
/// it
/// - `kcat-decode`         a script that reads a topic by kcat and decodes it by protoc
[[nodiscard]] std::vector<File> schema_files(const std::vector<GrocerId>& grocers, std::uint32_t partitions);

}  // namespace matbud::schema
