#include "papers.h"

#include <algorithm>
#include <array>
#include <map>

#include "matbud/formats/gtin.h"
#include "matbud/paper/pdf.h"
#include "matbud/time/zone.h"

namespace matbud::grocer_bridge::packing_http {
namespace {

using packing::PackingOrder;

/// What stands on paper. The page says the same (`page/texts.ts`).
struct Words {
  std::string_view slip, number, goods, quantity, price, vat, sum, deposit, total, vat_within, nothing_came, instead_of;
  std::string_view box, of, boxes, stop, dry, chilled, frozen, age_limit;
  std::string_view morning, evening, same_day;
};
constexpr Words nb{"Pakkseddel",
                   "Nr.",
                   "Vare",
                   "Antall",
                   "Pris",
                   "Mva.",
                   "Sum",
                   "Pant",
                   "Sum med mva.",
                   "Herav mva.",
                   "Ikke levert",
                   "I stedet for",
                   "Kasse",
                   "av",
                   "kasser",
                   "Stopp",
                   "Romtemperatur",
                   "Holdes kjølig, 0–4 °C",
                   "Holdes frossen, −18 °C",
                   "Aldersgrense",
                   "Morgenrunde",
                   "Kveldsrunde",
                   "Samme dag"};
constexpr Words nn{"Pakksetel",
                   "Nr.",
                   "Vare",
                   "Mengd",
                   "Pris",
                   "Mva.",
                   "Sum",
                   "Pant",
                   "Sum med mva.",
                   "Av dette mva.",
                   "Ikkje levert",
                   "I staden for",
                   "Kasse",
                   "av",
                   "kasser",
                   "Stopp",
                   "Romtemperatur",
                   "Skal haldast kjølig, 0–4 °C",
                   "Skal haldast frosen, −18 °C",
                   "Aldersgrense",
                   "Morgonrunde",
                   "Kveldsrunde",
                   "Same dag"};
constexpr Words se{"Páhkkenlihppu",
                   "Nr.",
                   "Gálvu",
                   "Lohku",
                   "Haddi",
                   "Divat",
                   "Submi",
                   "Pánta",
                   "Submi divadiin",
                   "Das lassiárvodivat",
                   "Ii buktojuvvon",
                   "Dán sadjái",
                   "Kássa",
                   "/",
                   "kássa",
                   "Bisánansadji",
                   "Latnjatemperatuvra",
                   "Galgá leat galmmas, 0–4 °C",
                   "Galgá leat jikŋon, −18 °C",
                   "Ahkerádji",
                   "Iđitvuorru",
                   "Eahketvuorru",
                   "Seamma beaivve"};
constexpr Words en{"Packing slip",
                   "No.",
                   "Item",
                   "Quantity",
                   "Price",
                   "VAT",
                   "Sum",
                   "Deposit",
                   "Total with VAT",
                   "Of which VAT",
                   "Not delivered",
                   "Instead of",
                   "Box",
                   "of",
                   "boxes",
                   "Stop",
                   "Room temperature",
                   "Keep chilled, 0–4 °C",
                   "Keep frozen, −18 °C",
                   "Age limit",
                   "Morning round",
                   "Evening round",
                   "Same day"};

const Words& words_in(std::string_view language) {
  if (language == "nn") return nn;
  if (language == "se") return se;
  if (language == "en") return en;
  return nb;
}

std::string text(std::string_view words) { return std::string{words}; }
std::string two(std::int64_t number) {
  auto digits = std::to_string(number);
  return digits.size() < 2 ? std::string{"0"}.append(digits) : digits;
}

/// `1 234,50`; English has a point.
std::string money(std::int64_t ore, std::string_view language) {
  const bool below_zero = ore < 0;
  const auto size = below_zero ? -ore : ore;
  auto kroner = std::to_string(size / 100);
  for (auto at = static_cast<std::ptrdiff_t>(kroner.size()) - 3; at > 0; at -= 3)
    kroner.insert(static_cast<std::size_t>(at), language == "en" ? "," : "\u00a0");
  kroner.append(language == "en" ? "." : ",").append(two(size % 100));
  return below_zero ? std::string{"−"}.append(kroner) : kroner;
}

std::string decimal(std::int64_t hundredths, std::string_view language) {
  auto whole = std::to_string(hundredths / 100);
  const auto rest = hundredths % 100;
  if (rest == 0) return whole;
  whole.append(language == "en" ? "." : ",");
  return whole.append(rest % 10 == 0 ? std::to_string(rest / 10) : two(rest));
}

/// To the gram: weight times price is what is paid.
std::string weight(std::uint32_t grams, std::string_view language) {
  if (grams < 1000) return std::to_string(grams) + " g";
  auto kilograms = std::to_string(grams / 1000);
  if (const auto rest = grams % 1000; rest != 0) {
    auto digits = std::to_string(1000 + rest).substr(1);
    digits.erase(digits.find_last_not_of('0') + 1);
    kilograms.append(language == "en" ? "." : ",").append(digits);
  }
  return kilograms + " kg";
}

std::string percent(std::uint32_t basis_points, std::string_view language) {
  return decimal(basis_points, language) + " %";
}

/// `Sandvika, Morgenrunde 24.11.2026, 08:00–12:00`.
std::string where_and_when(const PackingOrder& order, const Around& around, const Words& words) {
  const auto& window = order.window();
  std::string round = window.same_day()                 ? text(words.same_day)
                      : window.window_id() == "morning" ? text(words.morning)
                      : window.window_id() == "evening" ? text(words.evening)
                                                        : window.window_id();
  const std::chrono::year_month_day date{
      std::chrono::sys_days{time::day_from(window.delivery_day()).time_since_epoch()}};
  const auto clock = [](std::int64_t moment_ms) {
    const auto minutes = time::Zone::oslo().local(from_ms(moment_ms)).after_midnight.count();
    return two(minutes / 60).append(":").append(two(minutes % 60));
  };
  return (around.area_name + ", ")
      .append(round)
      .append(" ")
      .append(two(static_cast<unsigned>(date.day())))
      .append(".")
      .append(two(static_cast<unsigned>(date.month())))
      .append(".")
      .append(std::to_string(static_cast<int>(date.year())))
      .append(", ")
      .append(clock(window.opens_at_ms()))
      .append("–")
      .append(clock(window.closes_at_ms()));
}

std::string stop_words(const packing::PackingStop& stop, const Words& words) {
  return text(words.stop) + " " + std::to_string(stop.number());
}

// --- the slip ----------------------------------------------------------------------------------------------------

constexpr float left_mm = 18;
constexpr float goods_mm = 28;
constexpr float goods_width_mm = 78;
constexpr float quantity_right_mm = 126;
constexpr float price_right_mm = 148;
constexpr float vat_right_mm = 164;
constexpr float right_mm = 192;
constexpr float top_mm = 24;
constexpr float bottom_mm = 278;
constexpr float title_pt = 20;
constexpr float text_pt = 10;
constexpr float small_pt = 8;
constexpr float line_mm = 5;

class Slip {
 public:
  Slip(paper::Pdf& pdf, const Words& words, std::string_view language) : pdf_{pdf}, words_{words}, language_{language} {
    new_page();
  }

  void title(const std::string& title, const std::string& below) {
    pdf_.text(left_mm, y_, title_pt, title);
    y_ += 8;
    pdf_.text(left_mm, y_, text_pt, below);
    y_ += 9;
  }

  void head() {
    pdf_.text(left_mm, y_, small_pt, text(words_.number));
    pdf_.text(goods_mm, y_, small_pt, text(words_.goods));
    pdf_.text_to(quantity_right_mm, y_, small_pt, text(words_.quantity));
    pdf_.text_to(price_right_mm, y_, small_pt, text(words_.price));
    pdf_.text_to(vat_right_mm, y_, small_pt, text(words_.vat));
    pdf_.text_to(right_mm, y_, small_pt, text(words_.sum));
    y_ += 1.5F;
    rule(0.7F);
  }

  void line(const SlipLine& line) {
    auto below = formats::to_text(formats::Gtin{line.gtin});
    if (!line.instead_of.empty()) below.append(" · ").append(words_.instead_of).append(" ").append(line.instead_of);
    const auto names = pdf_.wrapped(line.name, text_pt, goods_width_mm);
    const auto small = pdf_.wrapped(below, small_pt, goods_width_mm);
    const auto height = line_mm * static_cast<float>(names.size() + small.size()) + 1;
    if (y_ + height > bottom_mm) {
      new_page();
      head();
    }
    pdf_.text(left_mm, y_, text_pt, std::to_string(line.number));
    pdf_.text_to(quantity_right_mm, y_, text_pt,
                 line.quantity == 0    ? text(words_.nothing_came)
                 : line.sold_by_weight ? weight(line.quantity, language_)
                                       : std::to_string(line.quantity));
    pdf_.text_to(price_right_mm, y_, text_pt, money(line.price_ore, language_));
    pdf_.text_to(vat_right_mm, y_, text_pt,
                 line.vat_basis_points == 0 ? "–" : percent(line.vat_basis_points, language_));
    pdf_.text_to(right_mm, y_, text_pt, money(line.sum_ore, language_));
    for (const auto& name : names) {
      pdf_.text(goods_mm, y_, text_pt, name);
      y_ += line_mm;
    }
    for (const auto& one : small) {
      pdf_.text(goods_mm, y_ - 0.8F, small_pt, one);
      y_ += line_mm;
    }
    y_ -= line_mm;
    rule(0.2F);
  }

  void sum(const std::string& words, std::int64_t ore, float size_pt = text_pt) {
    if (y_ > bottom_mm) new_page();
    pdf_.text_to(vat_right_mm, y_, size_pt, words);
    pdf_.text_to(right_mm, y_, size_pt, money(ore, language_));
    y_ += line_mm + 1;
  }

 private:
  void new_page() {
    pdf_.new_page();
    y_ = top_mm;
  }
  void rule(float width_pt) {
    y_ += 0.8F;
    pdf_.stroke(left_mm, y_, right_mm, y_, width_pt);
    y_ += line_mm;
  }

  paper::Pdf& pdf_;
  const Words& words_;
  std::string_view language_;
  float y_ = top_mm;
};

std::int64_t cost_of(std::int64_t price_ore, std::uint32_t quantity, bool by_weight) {
  return by_weight ? (price_ore * quantity + 500) / 1000 : price_ore * quantity;
}

}  // namespace

std::vector<SlipLine> slip_lines(const PackingOrder& order, const FindProduct& find) {
  const auto name_of = [&](std::uint64_t gtin) {
    const auto product = find(gtin);
    return product ? product->name() : formats::to_text(formats::Gtin{gtin});
  };
  std::vector<SlipLine> lines;
  for (const auto& row : order.lines()) {
    auto& line = lines.emplace_back();
    const bool comes = row.gtin() != 0;
    const bool is_other = comes && row.gtin() != row.ordered_gtin();
    line.number = static_cast<int>(lines.size());
    line.gtin = comes ? row.gtin() : row.ordered_gtin();
    line.name = name_of(line.gtin);
    line.sold_by_weight = comes ? row.comes_by_weight() : row.sold_by_weight();
    line.quantity = row.has_packed() ? row.packed().quantity() : row.quantity();
    line.price_ore = row.has_packed() ? row.packed().price_ore() : comes ? row.price_ore() : row.ordered_price_ore();
    // A substitute's deposit is not told.
    if (!line.sold_by_weight && !is_other) line.deposit_ore = row.deposit_ore() * line.quantity;
    const auto product = find(line.gtin);
    line.vat_basis_points = product ? product->vat_basis_points() : 0;
    line.sum_ore = cost_of(line.price_ore, line.quantity, line.sold_by_weight);
    if (is_other) line.instead_of = name_of(row.ordered_gtin());
  }
  return lines;
}

Result<std::string> slip_pdf(const PackingOrder& order, const Around& around, std::string_view language) {
  const auto& words = words_in(language);
  const auto title = text(words.slip) + " " + order.delivery_alias();
  auto pdf = paper::Pdf::open({.title = title, .language = text(language)});
  if (!pdf) return tl::unexpected{pdf.error()};
  auto below =
      where_and_when(order, around, words) + ". " + std::to_string(order.boxes_size()) + " " + text(words.boxes);
  if (around.stop) below.append(". ").append(stop_words(*around.stop, words));
  Slip slip{*pdf, words, language};
  slip.title(title, below);
  slip.head();
  std::int64_t deposit_ore = 0;
  std::map<std::uint32_t, std::int64_t, std::greater<>> sums;
  for (const auto& line : slip_lines(order, around.find)) {
    slip.line(line);
    deposit_ore += line.deposit_ore;
    if (line.vat_basis_points != 0) sums[line.vat_basis_points] += line.sum_ore;
  }
  if (deposit_ore != 0) slip.sum(text(words.deposit), deposit_ore);
  slip.sum(text(words.total), order.total_ore(), 12);
  for (const auto& [basis_points, sum_ore] : sums) {
    const auto whole = 10'000 + static_cast<std::int64_t>(basis_points);
    // Rounded once a rate, to the nearest øre.
    const auto vat_ore = (2 * sum_ore * basis_points + whole) / (2 * whole);
    slip.sum(text(words.vat_within) + " " + percent(basis_points, language), vat_ore);
  }
  return pdf->bytes();
}

Result<std::string> labels_pdf(const PackingOrder& order, const Around& around, std::string_view language) {
  const auto& words = words_in(language);
  auto pdf = paper::Pdf::open({.title = order.delivery_alias(), .language = text(language)});
  if (!pdf) return tl::unexpected{pdf.error()};
  constexpr float width_mm = 148;  // A6, lying
  constexpr float height_mm = 105;
  constexpr float edge_mm = 8;
  int number = 0;
  for (const auto& box : order.boxes()) {
    pdf->new_page(width_mm, height_mm);
    pdf->text(edge_mm, 30, 64, order.delivery_alias());
    const auto count = text(words.box) + " " + std::to_string(++number) + " " + text(words.of) + " " +
                       std::to_string(order.boxes_size());
    pdf->text(edge_mm, 48, 30, count);
    const auto keep = box.storage() == orders::v1::STORAGE_CLASS_CHILLED  ? words.chilled
                      : box.storage() == orders::v1::STORAGE_CLASS_FROZEN ? words.frozen
                                                                          : words.dry;
    pdf->text(edge_mm, 62, 18, text(keep));
    pdf->text(edge_mm, 74, 14, where_and_when(order, around, words));
    std::string last;
    const auto add = [&](const std::string& what) { last.append(last.empty() ? "" : " · ").append(what); };
    if (around.stop) add(stop_words(*around.stop, words));
    if (box.weight_grams() != 0) add(weight(box.weight_grams(), language));
    if (order.age_limit_years() != 0) add(text(words.age_limit) + " " + std::to_string(order.age_limit_years()));
    pdf->text(edge_mm, 84, 14, last);
    pdf->text(edge_mm, 96, 10, box.box_id());
  }
  return pdf->bytes();
}

}  // namespace matbud::grocer_bridge::packing_http
