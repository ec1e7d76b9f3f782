// Makes data/world.json, the shapes of the world map. Run it by hand at development time only;
// world.json is committed and nothing needs Node at run time. In a scratch folder:
//
//   npm install world-atlas@2.0.2 topojson-client@3.1.0 topojson-server@3.0.1 topojson-simplify@3.0.3 \
//       d3-geo@3.1.2 d3-geo-projection@4.0.0
//   cp .../data/make_world.mjs . && node make_world.mjs .../data/countries.csv world.json [world.svg]
//
// Source: npm world-atlas 1:50m (ISC; Natural Earth, public domain). Equal Earth projection, cut in the Bering
// Strait (169 degrees west), scaled so that the land without Antarctica is 1000 wide.
//
// world.json: {"viewBox": [0, 0, 1000, H], "shapes": {ISO3: path}, "points": {ISO3: [x, y]}, "other": path}
//   shapes: the UN members and observers; points: those too small to see or to hit, as well as their shape if any;
//   other: one path, never labelled, of all land that belongs to none of them (territories, undetermined status).
//
// UN practice, as far as the source allows: Natural Earth draws lines of control, so Crimea is moved to Ukraine
// (A/RES/68/262), Taiwan, Hong Kong and Macao to China, Somaliland to Somalia, the north of Cyprus to Cyprus;
// Western Sahara (cut from Morocco at 27 degrees 40 minutes north, the source draws the berm), the Falkland Islands
// (Malvinas), Kosovo (S/RES/1244) and the Siachen glacier are in "other".
// Print the UN disclaimer with the map. To put in the official UN geometry, replace world.json.

import fs from "node:fs";
import { geoEqualEarth, geoPath } from "d3-geo";
import { geoProject } from "d3-geo-projection";
import { feature, merge } from "topojson-client";
import { topology } from "topojson-server";
import { presimplify, simplify } from "topojson-simplify";

const [csv, target = "world.json", svg] = process.argv.slice(2);
const WIDTH = 1000, PAD = 3;
const SIMPLIFY = 0.85; // area in px2 of the triangles that are smoothed away
const ISLET = 0.6; // rings smaller than this many px2 are dropped
const POINT = 8; // countries of which less than this many px2 is drawn get a point

// members and observers, numeric code -> alpha-3
const lines = fs.readFileSync(csv, "utf8").trim().split("\n").slice(1);
const iso3 = new Map(lines.map((l) => l.split(",")).map((c) => [c[2], c[0]]));

const PART_OF = { 158: "156", 344: "156", 446: "156" }; // Taiwan, Hong Kong, Macao
const PART_OF_NAME = { Somaliland: "706", "N. Cyprus": "196" };
const BORDER = 27.6667; // Morocco and Western Sahara
const DROP = new Set(["010"]); // Antarctica

const atlas = JSON.parse(fs.readFileSync("node_modules/world-atlas/countries-50m.json"));
const pieces = []; // one feature a polygon, with the key of the country it goes to
for (const f of feature(atlas, atlas.objects.countries).features) {
  if (DROP.has(f.id)) continue;
  const id = PART_OF_NAME[f.properties.name] ?? PART_OF[f.id] ?? f.id;
  const polygons = f.geometry.type === "Polygon" ? [f.geometry.coordinates] : f.geometry.coordinates;
  for (const coordinates of polygons) {
    const [x, y] = middle(coordinates[0]);
    const crimea = id === "643" && x > 32 && x < 36.7 && y > 44 && y < 46.3;
    const key = crimea ? "UKR" : iso3.get(id) ?? "other";
    if (key === "MAR" && Math.min(...coordinates[0].map((p) => p[1])) < BORDER) {
      add("MAR", [cut(coordinates[0], 1)]);
      add("other", [cut(coordinates[0], -1)]);
    } else add(key, coordinates);
  }
}
function add(key, coordinates) {
  pieces.push({ type: "Feature", properties: { key }, geometry: { type: "Polygon", coordinates } });
}
function cut(ring, side) { // the part of a ring north (1) or south (-1) of the border
  const inside = ([, y]) => side * (y - BORDER) >= 0;
  const kept = ring.slice(1).flatMap((b, i) => {
    const a = ring[i];
    const step = (BORDER - a[1]) / (b[1] - a[1]);
    const crossing = [a[0] + step * (b[0] - a[0]), BORDER];
    return inside(a) === inside(b) ? (inside(b) ? [b] : []) : inside(b) ? [crossing, b] : [crossing];
  });
  return [...kept, kept[0]];
}
function middle(ring) {
  const xs = ring.map((p) => p[0]), ys = ring.map((p) => p[1]);
  return [(Math.min(...xs) + Math.max(...xs)) / 2, (Math.min(...ys) + Math.max(...ys)) / 2];
}

const land = { type: "FeatureCollection", features: pieces };
const projection = geoEqualEarth().rotate([-11, 0]).fitWidth(WIDTH - 2 * PAD, land);
const [[left, top], [, bottom]] = geoPath(projection).bounds(land);
const [tx, ty] = projection.translate();
projection.translate([tx - left + PAD, ty - top + PAD]);
const height = Math.ceil(bottom - top + 2 * PAD);

// project, then merge and simplify on the plane, so that neighbours keep one common line
const flat = geoProject(land, projection);
const geometries = new Map();
const topo = topology({ land: flat }, 1e5);
for (const g of topo.objects.land.geometries) {
  if (!g.arcs?.length) continue;
  const list = geometries.get(g.properties.key) ?? [];
  geometries.set(g.properties.key, [...list, g]);
}
const simple = simplify(presimplify(topo), SIMPLIFY);

const area = (ring) => Math.abs(ring.reduce((s, [x, y], i) => {
  const [u, v] = ring[(i + 1) % ring.length];
  return s + x * v - u * y;
}, 0)) / 2;
const tenth = (v) => Math.round(v * 10);
const number = (v) => String(v / 10).replace(/^(-?)0\./, "$1.");
const join = (numbers) => numbers.map(number).reduce((s, n) => s + (n.startsWith("-") || !s ? n : " " + n), "");

function ringPath(ring) { // absolute start, then relative steps: the shortest text
  const points = ring.map(([x, y]) => [tenth(x), tenth(y)]);
  const [start, ...rest] = points;
  let [x, y] = start;
  const steps = [];
  for (const [u, v] of rest) {
    if (u === x && v === y) continue;
    steps.push(u - x, v - y);
    [x, y] = [u, v];
  }
  if (x === start[0] && y === start[1]) steps.splice(-2); // Z draws the last step
  return steps.length < 4 ? "" : `M${join(start)}l${join(steps)}Z`;
}

const shapes = {}, sizes = {}, centres = {};
for (const [key, list] of geometries) {
  const full = merge(topo, list).coordinates;
  const biggest = full.reduce((a, b) => (area(b[0]) > area(a[0]) ? b : a));
  centres[key] = geoPath().centroid({ type: "Polygon", coordinates: biggest });
  const drawn = merge(simple, list).coordinates.filter((polygon) => area(polygon[0]) >= ISLET);
  sizes[key] = drawn.reduce((s, polygon) => s + area(polygon[0]), 0);
  shapes[key] = drawn.flatMap((polygon) => polygon.filter((ring) => area(ring) >= ISLET / 3))
    .map(ringPath).join("");
}

const other = shapes.other;
const PLACES = { // groups of islands: the seat of government
  TUV: [179.2, -8.52], KIR: [172.98, 1.33], FSM: [158.16, 6.92], MHL: [171.38, 7.1], MDV: [73.51, 4.18],
  SYC: [55.45, -4.62], TON: [-175.2, -21.13], VAT: [12.45, 41.9],
};
const keys = [...iso3.values()].sort();
const points = {};
for (const key of keys) {
  if ((sizes[key] ?? 0) >= POINT) continue;
  const [x, y] = PLACES[key] ? projection(PLACES[key]) : centres[key];
  points[key] = [Math.round(x * 10) / 10, Math.round(y * 10) / 10];
}
const sorted = Object.fromEntries(keys.filter((k) => shapes[k]).map((k) => [k, shapes[k]]));
const out = { viewBox: [0, 0, WIDTH, height], shapes: sorted, points, other };
fs.writeFileSync(target, JSON.stringify(out) + "\n");

if (svg) {
  const paths = Object.entries(sorted).map(([k, d]) => `<path id="${k}" d="${d}"/>`).join("\n");
  const dots = Object.entries(points).map(([k, [x, y]]) => `<circle cx="${x}" cy="${y}" r="2.5" fill="#c33"/>`).join("\n");
  fs.writeFileSync(svg, `<svg xmlns="http://www.w3.org/2000/svg" viewBox="${out.viewBox.join(" ")}" width="2000" fill="#6fa8cf" stroke="#fff" stroke-width=".4">
<rect width="100%" height="100%" fill="#fff"/><path d="${other}" fill="#bbb"/>\n${paths}\n${dots}</svg>\n`);
}
const missing = keys.filter((k) => !sorted[k] && !points[k]);
console.log("shapes", Object.keys(sorted).length, "points", Object.keys(points).length, "missing", missing, "height", height);
