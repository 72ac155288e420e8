// The way to a door, in the map program of the phone. Nobody is asked before the link is tapped, and then only for a
// point on the ground.
import type { Point } from '../api';

const degrees = (e7: number) => (e7 / 1e7).toFixed(6);

/** A link that opens the phone's own map with this place as its goal. */
export function wayTo({ latitude_e7, longitude_e7 }: Point, agent: string): string {
  const place = `${degrees(latitude_e7)},${degrees(longitude_e7)}`;
  if (/iPhone|iPad|Macintosh/.test(agent)) return `https://maps.apple.com/?daddr=${place}&dirflg=d`;
  if (/Android/.test(agent)) return `geo:${place}?q=${place}`;
  return `https://www.openstreetmap.org/directions?to=${encodeURIComponent(place)}`;
}
