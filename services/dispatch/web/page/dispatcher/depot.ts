// Where shifts start from, as somebody types it who reads it off a map: `59,8901 10,5203`.
import type { Point } from '../api';

/** Norway with Svalbard: a point outside has its numbers swapped or mistyped. */
const north = { min: 57, max: 81 };
const east = { min: 4, max: 32 };

/** Two numbers in degrees, with a comma or a point; nothing when that is no place in Norway. */
export function depotFrom(latitude: string, longitude: string): Point | undefined {
  const degrees = (typed: string, { min, max }: { min: number; max: number }) => {
    const text = typed.trim().replace(',', '.').replace(/°$/, '');
    const number = /^\d+(\.\d+)?$/.test(text) ? Number(text) : Number.NaN;
    return number >= min && number <= max ? Math.round(number * 1e7) : undefined;
  };
  const latitude_e7 = degrees(latitude, north);
  const longitude_e7 = degrees(longitude, east);
  return latitude_e7 === undefined || longitude_e7 === undefined ? undefined : { latitude_e7, longitude_e7 };
}
