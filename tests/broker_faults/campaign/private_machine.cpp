#include "private_machine.h"

#include <fcntl.h>
#include <sched.h>
#include <sys/mount.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <stdexcept>

namespace matbud::broker_faults {
namespace {

bool run(const std::string& command) { return std::system((command + " >/dev/null 2>&1").c_str()) == 0; }

void must_run(const std::string& command) {
  if (!run(command)) throw std::runtime_error{"this command has failed: " + command};
}

constexpr const char* names = "/run/netns";  // where `ip netns` keeps them

}  // namespace

std::string enter_private_machine() {
  if (::geteuid() != 0) return "only root can make network namespaces";
  if (!run("command -v nft")) return "ip or nft is missing (Debian: iproute2, nftables)";
  if (::unshare(CLONE_NEWNET | CLONE_NEWNS) != 0) return std::string{"no namespaces: "} + std::strerror(errno);
  // Mounts and names of namespaces stay here and end with us.
  if (::mount("none", "/", nullptr, MS_REC | MS_PRIVATE, nullptr) != 0) return "mounts cannot be made private";
  std::error_code ignored;
  std::filesystem::create_directories(names, ignored);
  if (::mount("tmpfs", names, "tmpfs", 0, nullptr) != 0) return std::string{names} + " cannot be made private";
  if (!run("ip link set lo up") || !run(std::string{"ip address add "} + private_address + "/32 dev lo"))
    return "the private loopback cannot be set up";
  return {};
}

Link::Link(std::string name, int number) : name_{std::move(name)}, number_{number} {
  const auto outside = "link" + std::to_string(number_);
  const auto net = "10.98." + std::to_string(number_) + ".";
  const auto inside = "ip -n " + name_ + " ";
  must_run("ip netns add " + name_);
  must_run("ip link add " + outside + " type veth peer name eth0 netns " + name_);
  must_run("ip address add " + net + "1/30 dev " + outside);
  must_run("ip link set " + outside + " up");
  must_run(inside + "address add " + net + "2/30 dev eth0");
  must_run(inside + "link set lo up");
  must_run(inside + "link set eth0 up");
  must_run(inside + "route add default via " + net + "1");
}

void Link::cut(CutKind kind) const {
  if (kind == CutKind::down) return must_run("ip link set link" + std::to_string(number_) + " down");
  const std::string hook = kind == CutKind::deaf ? "input" : "output";
  const std::string device = kind == CutKind::deaf ? "iifname" : "oifname";
  must_run("ip netns exec " + name_ + " nft 'add table inet cut; add chain inet cut harm { type filter hook " + hook +
           " priority 0; }; add rule inet cut harm " + device + " eth0 drop'");
}

void Link::heal() const {
  must_run("ip link set link" + std::to_string(number_) + " up");
  run("ip netns exec " + name_ + " nft delete table inet cut");
}

Behind::Behind(const Link& link) : here_{::open("/proc/thread-self/ns/net", O_RDONLY | O_CLOEXEC)} {
  const int there = ::open((std::string{names} + "/" + link.name()).c_str(), O_RDONLY | O_CLOEXEC);
  const bool moved = there >= 0 && ::setns(there, CLONE_NEWNET) == 0;
  ::close(there);
  if (!moved) throw std::runtime_error{"no way behind " + link.name()};
}

Behind::~Behind() {
  // Whoever cannot come back would cut everything it does from now on.
  if (::setns(here_, CLONE_NEWNET) != 0) std::abort();
  ::close(here_);
}

SmallDisk::SmallDisk(std::filesystem::path directory, int megabytes) : directory_{std::move(directory)} {
  std::filesystem::create_directories(directory_);
  const auto size = "size=" + std::to_string(megabytes) + "m";
  if (::mount("tmpfs", directory_.c_str(), "tmpfs", 0, size.c_str()) != 0)
    throw std::runtime_error{"no small disk at " + directory_.string()};
}

void SmallDisk::fill() const {
  const int file = ::open((directory_ / "filler").c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
  static const std::array<char, 1U << 16U> zeros{};
  for (auto size = zeros.size(); size > 0; size /= 2) {
    while (::write(file, zeros.data(), size) > 0) {
    }
  }
  ::close(file);
}

void SmallDisk::free() const { std::filesystem::remove(directory_ / "filler"); }

}  // namespace matbud::broker_faults
