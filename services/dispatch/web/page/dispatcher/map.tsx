// Where the doors are: runs as lines from the depot and back, doors by their labels. A schematic; a map lies under it
// only when somebody wants one and the installation has one of its own.
import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import * as leaflet from 'leaflet';
import type { Point, Shift } from '../api';
import { colours, type RunOnBoard } from './board';
import { boardTexts } from './texts';

const degrees = ({ latitude_e7, longitude_e7 }: Point): leaflet.LatLngTuple => [latitude_e7 / 1e7, longitude_e7 / 1e7];
/** Runs differ by more than their colour. */
const dashes = ['', '10 6', '2 6', '14 6 2 6'];

interface Props {
  board: readonly RunOnBoard[];
  shifts: readonly Shift[];
  /** The order whose door was chosen. */
  chosen: string | undefined;
  onChoose: (order: string) => void;
}

export function Map({ board, shifts, chosen, onChoose }: Props) {
  const texts = boardTexts();
  const place = useRef<HTMLDivElement>(null);
  const map = useRef<leaflet.Map>();
  const drawn = useRef<leaflet.LayerGroup>();
  const framed = useRef('');
  const background = useSignal(false);
  const noBackground = useSignal(false);

  useEffect(() => {
    if (!place.current) return undefined;
    const made = leaflet.map(place.current, { zoomControl: false, attributionControl: false, zoomSnap: 0.25, minZoom: 8, maxZoom: 17 });
    leaflet.control.zoom({ zoomInTitle: texts.zoomIn, zoomOutTitle: texts.zoomOut }).addTo(made);
    leaflet.control.scale({ imperial: false }).addTo(made);
    made.setView([59.89, 10.52], 12);
    map.current = made;
    drawn.current = leaflet.layerGroup().addTo(made);
    const resized = new ResizeObserver(() => made.invalidateSize());
    resized.observe(place.current);
    return () => {
      resized.disconnect();
      made.remove();
    };
  }, []);

  useEffect(() => {
    const layers = drawn.current;
    if (!map.current || !layers) return;
    layers.clearLayers();
    const seen = draw(layers, board, shifts, chosen, onChoose, texts.depot);
    const frame = board.map(({ run }) => run.run_id).join();
    // The view is the dispatcher's own, until there are other runs.
    if (seen.isValid() && frame !== framed.current) {
      framed.current = frame;
      map.current.fitBounds(seen, { padding: [28, 28], animate: false });
    }
  }, [board, shifts, chosen, texts]);

  useEffect(() => {
    if (!map.current || !background.value) return undefined;
    const tiles = leaflet.tileLayer('/tiles/{z}/{x}/{y}.png', { maxZoom: 19 });
    tiles.once('tileerror', () => {
      noBackground.value = true;
      background.value = false;
    });
    tiles.addTo(map.current);
    return () => void tiles.remove();
  }, [background.value]);

  return (
    <div class="fleet-map">
      <div class="fleet-map-place" ref={place} role="region" aria-label={texts.map} />
      <label class="fleet-check">
        <input
          type="checkbox"
          class="ds-input"
          checked={background.value}
          onChange={(event) => {
            noBackground.value = false;
            background.value = event.currentTarget.checked;
          }}
        />
        {texts.background}
      </label>
      {noBackground.value && <p class="mb-subtle fleet-note">{texts.noBackground}</p>}
    </div>
  );
}

/** Draws everything, and returns what it covers. */
function draw(
  layers: leaflet.LayerGroup,
  board: readonly RunOnBoard[],
  shifts: readonly Shift[],
  chosen: string | undefined,
  onChoose: (order: string) => void,
  depotWord: string,
): leaflet.LatLngBounds {
  const seen = leaflet.latLngBounds([]);
  const depots = new globalThis.Map<string, leaflet.LatLngTuple>();
  const depotOf = (shiftId: string): leaflet.LatLngTuple | undefined => {
    const shift = shifts.find(({ shift_id }) => shift_id === shiftId);
    if (!shift) return undefined;
    const depot = degrees({ latitude_e7: shift.depot_latitude_e7, longitude_e7: shift.depot_longitude_e7 });
    depots.set(depot.join(), depot);
    return depot;
  };
  for (const { run, stops, colour, state } of board) {
    const doors = stops.flatMap(({ stop, label, state: stopState }) =>
      stop.doorstep?.point ? [{ at: degrees(stop.doorstep.point), label, stop, stopState }] : [],
    );
    const depot = depotOf(run.shift_id);
    const ends = depot ? [depot] : [];
    const line = leaflet.polyline([...ends, ...doors.map(({ at }) => at), ...ends], {
      className: `fleet-line fleet-colour-${colour % colours}`,
      dashArray: dashes[Math.floor(colour / 2) % dashes.length] ?? '',
      weight: state === 'on_the_road' ? 4 : 2.5,
      interactive: false,
    });
    line.addTo(layers);
    for (const { at, label, stop, stopState } of doors) {
      seen.extend(at);
      const icon = leaflet.divIcon({
        className: `fleet-pin fleet-colour-${colour % colours}${stop.order_id === chosen ? ' fleet-chosen' : ''} fleet-${stopState}`,
        html: label,
        iconSize: [34, 26],
      });
      leaflet
        .marker(at, { icon, keyboard: false, alt: label, title: `${label} ${stop.doorstep?.address ?? ''}` })
        .on('click', () => onChoose(stop.order_id))
        .addTo(layers);
    }
  }
  for (const depot of depots.values()) {
    seen.extend(depot);
    const icon = leaflet.divIcon({ className: 'fleet-depot', html: depotWord, iconSize: [60, 24] });
    leaflet.marker(depot, { icon, keyboard: false, interactive: false, zIndexOffset: -1000 }).addTo(layers);
  }
  return seen;
}
