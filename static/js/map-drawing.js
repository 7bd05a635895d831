/* Draws a home, its partners and the world behind them with Leaflet: the Pacific in the middle,
   so that Korea, Europe and both Americas are on one sheet. */

/* global L, topojson */

const WEST = -30; // where the sheet is cut: the Atlantic
const WORLD = [
  [-58, WEST - 12],
  [79, WEST + 372],
];

const onSheet = ([latitude, longitude]) => [latitude, longitude < WEST ? longitude + 360 : longitude];

/* A ring or line of [longitude, latitude] that goes on over the date line, where shapes jump. */
const unbroken = (points) => {
  let turn = 0;
  return points.map(([longitude, latitude], index) => {
    const step = index && longitude - points[index - 1][0];
    if (Math.abs(step) > 180) turn -= Math.sign(step) * 360;
    return [longitude + turn, latitude];
  });
};

/* The outline with its holes, or the line alone, once for each place where the sheet shows it. */
const copies = (outline, ...holes) => {
  const paths = [outline, ...holes].map(unbroken);
  const longitudes = paths[0].map(([longitude]) => longitude);
  const [least, most] = [Math.min(...longitudes), Math.max(...longitudes)];
  const [west, east] = [WORLD[0][1] - 20, WORLD[1][1] + 10];
  return [-360, 0, 360]
    .filter((turn) => most + turn > west && least + turn < east)
    .map((turn) => paths.map((path) => path.map(([x, y]) => [y, x + turn])));
};

const polygonsOf = ({ coordinates }) => coordinates.flatMap((rings) => copies(...rings));
const linesOf = ({ coordinates }) => coordinates.flatMap((line) => copies(line).flat());

const drawWorld = (map, world, data) => {
  const { countries } = world.objects;
  const names = new Intl.DisplayNames([document.documentElement.lang], { type: "region" });
  const drawn = { renderer: L.svg({ padding: 0.4 }), smoothFactor: 0.8 };
  const ours = new Set(data.places.map(({ country }) => country));
  const land = L.featureGroup().addTo(map);
  for (const { id, geometry } of topojson.feature(world, countries).features) {
    const kind = id === data.home?.country ? "map-own" : ours.has(id) ? "map-partner" : "";
    const name = id && (data.countries[id] ?? names.of(id));
    L.polygon(polygonsOf(geometry), { ...drawn, name, className: `map-land ${kind}` }).addTo(land);
  }
  // For the mouse alone: bound to the shapes, a tooltip would make each country a stop of Tab.
  const tip = L.tooltip({ direction: "top", offset: [0, -8], className: "map-tip" });
  land.on("mouseover mousemove", ({ propagatedFrom: { options }, latlng }) => {
    if (options.name) tip.setContent(options.name).setLatLng(latlng).addTo(map);
  });
  land.on("mouseout", () => tip.remove());
  const border = (className, isKept) =>
    L.polyline(linesOf(topojson.mesh(world, countries, isKept)), {
      ...drawn, className, interactive: false,
    }).addTo(map);
  border("map-border", (one, other) => one !== other);
  border("map-coast", (one, other) => one === other);
};

/* The shortest way between two points of the sheet, as a line of points; none across its cut. */
const greatCircle = (from, to, steps = 64) => {
  const radians = (degrees) => (degrees * Math.PI) / 180;
  const vector = ([latitude, longitude]) => {
    const [a, b] = [radians(latitude), radians(longitude)];
    return [Math.cos(a) * Math.cos(b), Math.cos(a) * Math.sin(b), Math.sin(a)];
  };
  const [u, v] = [vector(from), vector(to)];
  const angle = Math.acos(Math.min(1, u[0] * v[0] + u[1] * v[1] + u[2] * v[2]));
  if (angle < 0.001) return [];
  const line = Array.from({ length: steps + 1 }, (_, step) => {
    const [a, b] = [Math.sin((1 - step / steps) * angle), Math.sin((step / steps) * angle)];
    const [x, y, z] = u.map((value, axis) => (a * value + b * v[axis]) / Math.sin(angle));
    return onSheet([Math.atan2(z, Math.hypot(x, y)), Math.atan2(y, x)].map((r) => (r * 180) / Math.PI));
  });
  const isTorn = line.some(([, x], step) => step && Math.abs(x - line[step - 1][1]) > 180);
  return isTorn ? [] : line;
};

const addControls = (map, texts, showAll) => {
  const position = "bottomright"; // the ocean, as a rule
  const whole = L.control({ position });
  whole.onAdd = () => {
    const button = L.DomUtil.create("button", "map-whole leaflet-bar");
    Object.assign(button, { type: "button", title: texts.whole, onclick: showAll });
    button.setAttribute("aria-label", texts.whole);
    L.DomEvent.disableClickPropagation(button);
    return button;
  };
  const titles = { zoomInTitle: texts.zoomIn, zoomOutTitle: texts.zoomOut };
  L.control.zoom({ position, ...titles }).addTo(map);
  whole.addTo(map);
};

/* Space does what Enter does, and Escape closes the popup; focus goes into it and back. */
const addKeys = (map, frame, texts) => {
  const opener = (popup) => popup._source?.getElement();
  map.on("popupopen", ({ popup }) => {
    const box = popup.getElement();
    const close = box.querySelector(".leaflet-popup-close-button");
    close.setAttribute("aria-label", texts.close);
    close.title = texts.close;
    box.setAttribute("role", "dialog");
    box.setAttribute("aria-label", popup._source.options.name);
    opener(popup)?.setAttribute("aria-expanded", "true");
    box.querySelector("a[href]").focus({ preventScroll: true });
  });
  map.on("popupclose", ({ popup }) => {
    const icon = opener(popup);
    icon?.setAttribute("aria-expanded", "false");
    const focused = document.activeElement;
    if (focused === document.body || popup.getElement()?.contains(focused)) {
      icon?.focus({ preventScroll: true });
    }
  });
  frame.addEventListener("keydown", (event) => {
    if (event.key === "Escape") map.closePopup();
    if (event.key === " " && event.target.matches(".leaflet-marker-icon, [role=button]")) {
      event.preventDefault();
      event.target.click();
    }
  });
};

/** Draws `data` (see cities/templatetags/maps.py), the shapes of the world and `marks`, which is
    map-marks.js, into the frame. */
export function draw(frame, data, world, marks) {
  const isStill = matchMedia("(prefers-reduced-motion: reduce)").matches;
  const isTouch = matchMedia("(pointer: coarse)").matches;
  const moves = !isStill;
  frame.textContent = "";
  const map = L.map(frame, {
    attributionControl: false, zoomControl: false,
    scrollWheelZoom: false, // the page scrolls on
    dragging: !isTouch, // one finger scrolls the page, two move the map
    zoomAnimation: moves, fadeAnimation: moves, markerZoomAnimation: moves, inertia: moves,
    zoomSnap: 0.25, maxZoom: 8, minZoom: 0,
    maxBounds: WORLD, maxBoundsViscosity: 1, bounceAtZoomLimits: false,
  });
  frame.setAttribute("role", "region");
  frame.setAttribute("aria-label", data.texts.map);

  const home = data.home && onSheet(data.home.at);
  const places = data.places.map((each) => ({ ...each, at: onSheet(each.at) }));
  const all = L.latLngBounds([...places.map(({ at }) => at), ...(home ? [home] : [])]);
  const showAll = () => {
    const beside = Math.max(48, map.getSize().x * 0.1);
    map.fitBounds(all, {
      paddingTopLeft: [beside, 44],
      paddingBottomRight: [beside, 96], // the home's name and the buttons
      maxZoom: 7, animate: false,
    });
  };
  showAll();
  // Whole, as clusters begin one level below it.
  map.setMinZoom(Math.floor(Math.min(map.getZoom(), 2)));

  drawWorld(map, world, data);
  if (home && places.length === 1) {
    const line = greatCircle(home, places[0].at);
    L.polyline(line, { className: "map-line", interactive: false }).addTo(map);
  }
  if (home) marks.homeMark(home, data).addTo(map);
  const partners = places.map((each) => marks.place(each, data));
  if (window.L.markerClusterGroup) marks.clusters(partners, data, moves).addTo(map);
  else for (const partner of partners) partner.addTo(map);
  addControls(map, data.texts, showAll);
  addKeys(map, frame, data.texts);
  frame.dataset.drawn = "";
}
