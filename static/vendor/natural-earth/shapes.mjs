/* Makes countries.json, the shapes behind the maps, from Natural Earth 1:50m.

     npm install topojson-client@3.1.0 topojson-simplify@3.0.3 world-atlas@2.0.2 i18n-iso-countries@7.14.0
     node shapes.mjs > countries.json

   What changes: Antarctica and specks of islands go; coasts and borders keep the points that
   matter, more of them in Asia, where most partners are, and all of them around Korea, where
   visitors look closely; coordinates
   are whole steps of a grid (TopoJSON, delta-encoded); of each country only its ISO 3166-1 code
   is kept. Names come from the browser, in the reader's language. */

import { readFileSync } from "node:fs";
import iso from "i18n-iso-countries";
import { bbox, quantize } from "topojson-client";
import { presimplify } from "topojson-simplify";

const PLACES = {
  // west, south, east, north
  korea: [124, 32.5, 132, 43],
  asia: [95, 5, 150, 55],
};
const DETAIL = { korea: 0, asia: 0.004, far: 0.03 }; // square degrees a point's triangle must have
const ISLAND = { korea: 0, asia: 0.012, far: 0.12 }; // square degrees an island must have
const STEPS = 4e4; // 0.009 degrees of longitude

const atlas = JSON.parse(readFileSync("node_modules/world-atlas/countries-50m.json"));
const topology = presimplify(atlas);

const place = (points) =>
  Object.keys(PLACES).find((name) => {
    const [west, south, east, north] = PLACES[name];
    return points.some(([x, y]) => x > west && x < east && y > south && y < north);
  }) ?? "far";

topology.arcs = topology.arcs.map((arc) => {
  // A long arc may pass through several places.
  const isKept = (point) => point[2] >= DETAIL[place([point])];
  return arc.filter(isKept).map(([x, y]) => [x, y]);
});

const pointsOf = (ring) =>
  ring.flatMap((index) => (index < 0 ? topology.arcs[~index].toReversed() : topology.arcs[index]));

const areaOf = (points) =>
  Math.abs(
    points.reduce((sum, [x, y], index) => {
      const [nextX, nextY] = points[(index + 1) % points.length];
      return sum + x * nextY - nextX * y;
    }, 0) / 2,
  );

const isSeen = ([outline]) => {
  const points = pointsOf(outline);
  return areaOf(points) >= ISLAND[place(points)];
};

const largest = (polygons) =>
  polygons.reduce((best, each) =>
    areaOf(pointsOf(each[0])) > areaOf(pointsOf(best[0])) ? each : best,
  );

const countries = atlas.objects.countries.geometries
  .filter(({ id, type }) => id !== "010" && type)
  .map(({ id, type, arcs }) => {
    const polygons = type === "Polygon" ? [arcs] : arcs;
    const seen = polygons.filter(isSeen);
    // A country of specks keeps its largest.
    const code = id && { id: iso.numericToAlpha2(id) };
    return { type: "MultiPolygon", ...code, arcs: seen.length ? seen : [largest(polygons)] };
  });

// Only the arcs still in use, in the order of their use.
const order = new Map();
const renumber = (index) => {
  const arc = index < 0 ? ~index : index;
  if (!order.has(arc)) order.set(arc, order.size);
  return index < 0 ? ~order.get(arc) : order.get(arc);
};
for (const country of countries) {
  country.arcs = country.arcs.map((polygon) => polygon.map((ring) => ring.map(renumber)));
}

const kept = {
  type: "Topology",
  objects: { countries: { type: "GeometryCollection", geometries: countries } },
  arcs: [...order.keys()].map((arc) => topology.arcs[arc]),
};
kept.bbox = bbox(kept);
process.stdout.write(JSON.stringify(quantize(kept, STEPS)) + "\n");
