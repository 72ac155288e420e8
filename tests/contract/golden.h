// The golden corpus: bytes of every message of every published version of the contract (proto/README.md, Evolution).
#pragma once

#include <google/protobuf/descriptor.h>
#include <google/protobuf/dynamic_message.h>

#include <filesystem>
#include <memory>
#include <set>
#include <string>
#include <vector>

namespace matbud::contract {

/// One line of the corpus.
struct GoldenLine {
  std::string label;  ///< which case of its oneofs: `order_placed`, `runtime.timer_due`; `whole` where there is none
  std::string bytes;
};

/// The contract as protoc sees it, whatever this program links.
class Contract {
 public:
  /// Reads a FileDescriptorSet. Throws std::runtime_error when it cannot.
  explicit Contract(const std::filesystem::path& descriptor_set);

  /// The messages that no other message holds: those of the topics, the clear texts of sealed fields, stored state.
  /// Every other message lives in one of these. In the order of their full names.
  [[nodiscard]] std::vector<const google::protobuf::Descriptor*> roots() const;
  /// Every message under matbud/.
  [[nodiscard]] std::vector<const google::protobuf::Descriptor*> messages() const;
  [[nodiscard]] std::unique_ptr<google::protobuf::Message> new_message(const google::protobuf::Descriptor& type);

 private:
  google::protobuf::DescriptorPool pool_;
  google::protobuf::DynamicMessageFactory factory_;
  std::vector<const google::protobuf::FileDescriptor*> files_;
};

/// One message of this type for each case of its oneofs, every field filled with a plausible value that follows from
/// its name alone.
[[nodiscard]] std::vector<GoldenLine> samples(Contract& contract, const google::protobuf::Descriptor& type);

/// The full names of all fields that are set in a message and in the messages inside it.
[[nodiscard]] std::set<std::string> fields_in(const google::protobuf::Message& message);

/// The corpus' folder of version 1, and the file of a type in it: lines of a label and base64.
[[nodiscard]] std::filesystem::path golden_folder();
[[nodiscard]] std::filesystem::path golden_file(const std::string& type_name);
/// The lines of one type; none when there is no file. Throws std::runtime_error, naming file and line, for a bad line.
[[nodiscard]] std::vector<GoldenLine> golden_lines(const std::string& type_name);
/// A line as it stands in the file.
[[nodiscard]] std::string text_of(const GoldenLine& line);

}  // namespace matbud::contract
