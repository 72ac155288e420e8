#include "sessions.h"

#include <algorithm>
#include <vector>

#include "matbud/web/auth/secrets.h"

namespace matbud::web {

bool Sessions::is_over(const Session& session, Timestamp now) const {
  return now - session.seen >= idle_ || now - session.began >= longest_;
}

void Sessions::make_room(const Caller& caller, Timestamp now) {
  std::erase_if(sessions_, [&](const auto& one) { return is_over(one.second, now); });
  const auto quieter = [](const auto& a, const auto& b) { return a->second.seen < b->second.seen; };
  std::vector<ByHash::iterator> own;
  for (auto at = sessions_.begin(); at != sessions_.end(); ++at) {
    if (at->second.who.caller.subject == caller.subject) own.push_back(at);
  }
  if (own.size() >= most_of_one_person) sessions_.erase(*std::ranges::min_element(own, quieter));
  if (sessions_.size() >= most) {
    sessions_.erase(std::ranges::min_element(
        sessions_, [](const auto& a, const auto& b) { return a.second.seen < b.second.seen; }));
  }
}

std::string Sessions::begin(SignedIn who, Timestamp now) {
  auto secret = random_text();
  const std::lock_guard lock{mutex_};
  make_room(who.caller, now);
  sessions_.emplace(sha256(secret), Session{std::move(who), now, now});
  return secret;
}

std::optional<Caller> Sessions::caller_of(std::string_view secret, Timestamp now) {
  const auto hash = sha256(secret);
  const std::lock_guard lock{mutex_};
  const auto found = sessions_.find(hash);
  if (found == sessions_.end()) return std::nullopt;
  if (is_over(found->second, now)) {
    sessions_.erase(found);
    return std::nullopt;
  }
  found->second.seen = std::max(found->second.seen, now);
  return found->second.who.caller;
}

std::optional<SignedIn> Sessions::end(std::string_view secret) {
  const auto hash = sha256(secret);
  const std::lock_guard lock{mutex_};
  auto ended = sessions_.extract(hash);
  if (ended.empty()) return std::nullopt;
  return std::move(ended.mapped().who);
}

std::size_t Sessions::count() const {
  const std::lock_guard lock{mutex_};
  return sessions_.size();
}

std::string Attempts::begin(Attempt attempt, std::string_view browser, Timestamp now) {
  auto state = random_text();
  const std::lock_guard lock{mutex_};
  while (!oldest_first_.empty() && (oldest_first_.size() >= most || now - oldest_first_.begin()->first >= patience)) {
    begun_.erase(oldest_first_.begin()->second);
    oldest_first_.erase(oldest_first_.begin());
  }
  auto hash = sha256(state);
  oldest_first_.emplace(now, hash);
  begun_.emplace(std::move(hash), Begun{std::move(attempt), sha256(browser), now});
  return state;
}

std::optional<Attempt> Attempts::take(std::string_view state, std::string_view browser, Timestamp now) {
  const std::lock_guard lock{mutex_};
  const auto found = begun_.find(sha256(state));
  if (found == begun_.end() || !same_secret(found->second.browser_hash, sha256(browser))) return std::nullopt;
  const auto taken = begun_.extract(found);  // what stands of it in oldest_first_ goes with its time
  if (now - taken.mapped().at >= patience) return std::nullopt;
  return taken.mapped().attempt;
}

}  // namespace matbud::web
