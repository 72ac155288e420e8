// Where the world lies. Names, postcodes and rough outlines of places in Bærum are real; streets are invented.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace matbud::world {

/// A place with the box that its doorsteps lie in, degrees times 10^7, WGS 84.
struct Place {
  std::string_view id;  ///< of its delivery area
  std::string_view name;
  std::string_view postcode;
  std::int32_t south_e7;
  std::int32_t north_e7;
  std::int32_t west_e7;
  std::int32_t east_e7;
};

/// Ids keep the municipality's number of before 2024, as the contract's examples do.
inline constexpr auto places = std::to_array<Place>({
    {"3024-sandvika", "Sandvika", "1337", 598'850'000, 598'950'000, 105'150'000, 105'350'000},
    {"3024-bekkestua", "Bekkestua", "1357", 599'130'000, 599'220'000, 105'750'000, 105'950'000},
    {"3024-rykkinn", "Rykkinn", "1349", 599'250'000, 599'370'000, 104'750'000, 104'950'000},
    {"3024-fornebu", "Fornebu", "1364", 598'880'000, 599'020'000, 106'050'000, 106'350'000},
    {"3024-kolsas", "Kolsås", "1352", 599'110'000, 599'190'000, 104'950'000, 105'130'000},
    {"3024-hovik", "Høvik", "1363", 598'930'000, 599'000'000, 105'750'000, 105'920'000},
    {"3024-stabekk", "Stabekk", "1368", 599'050'000, 599'120'000, 106'000'000, 106'180'000},
    {"3024-lommedalen", "Lommedalen", "1350", 599'480'000, 599'600'000, 104'620'000, 104'800'000},
    {"3024-osteras", "Østerås", "1361", 599'370'000, 599'440'000, 106'000'000, 106'150'000},
    {"3024-slependen", "Slependen", "1341", 598'720'000, 598'800'000, 104'900'000, 105'050'000},
    {"3024-haslum", "Haslum", "1344", 599'120'000, 599'200'000, 105'500'000, 105'650'000},
    {"3024-barums-verk", "Bærums Verk", "1353", 599'370'000, 599'450'000, 105'000'000, 105'150'000},
});

/// Of Asker, next to Bærum.
inline constexpr auto neighbour_places = std::to_array<Place>({
    {"3025-holmen", "Holmen", "1394", 598'480'000, 598'580'000, 104'700'000, 104'900'000},
    {"3025-asker", "Asker", "1383", 598'280'000, 598'380'000, 104'250'000, 104'450'000},
});

inline constexpr auto streets = std::to_array<std::string_view>(
    {"Prøveveien", "Eksempelveien", "Mønsterbakken", "Testgrenda", "Liksomstien", "Påfunnet", "Oppdiktsvingen",
     "Tenktgata", "Modellveien", "Utkasttunet", "Skissebakken", "Fabelveien"});

inline constexpr auto given_names = std::to_array<std::string_view>(
    {"Anne",   "Berit",  "Dagny",  "Eldbjørg", "Frida",  "Gerd",     "Hjørdis", "Inger",  "Johanne", "Karin",
     "Liv",    "Marit",  "Nina",   "Olga",     "Petra",  "Ragnhild", "Solveig", "Tordis", "Unni",    "Vigdis",
     "Arne",   "Bjarne", "Einar",  "Finn",     "Gunnar", "Harald",   "Ivar",    "Jens",   "Kåre",    "Leif",
     "Magnus", "Nils",   "Oddvar", "Per",      "Reidar", "Sverre",   "Trygve",  "Ulf",    "Viggo",   "Øystein"});

/// Surnames that nobody bears.
inline constexpr auto surnames = std::to_array<std::string_view>(
    {"Prøveland", "Eksempelvik", "Mønsterbakk", "Testås", "Liksomdal", "Oppdiktnes", "Tenktmoen", "Fabelsrud",
     "Skissefjell", "Utkaststad", "Modellhaugen", "Påfunnli", "Dukkeseth", "Papirvåg", "Kladdeberg", "Rammeholt"});

inline constexpr auto service_units =
    std::to_array<std::string_view>({"hjemmetjenesten-ost", "hjemmetjenesten-vest", "hjemmetjenesten-midt"});

inline constexpr auto driver_notes =
    std::to_array<std::string_view>({"", "", "", "Ring på to ganger, det tar litt tid.",
                                     "Sett kjølevarene i kjøleskapet.", "Inngang på baksiden.", "Hunden er snill."});

}  // namespace matbud::world
