/* The marks of the map: home, partners by kind, and clusters of partners. */

/* global L */

const SVG = "http://www.w3.org/2000/svg";

const element = (name, className, text) => {
  const made = document.createElement(name);
  if (className) made.className = className;
  if (text) made.textContent = text;
  return made;
};

const drawn = (name, attributes, ...children) => {
  const made = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
};

const symbol = (kind, isPast) =>
  drawn(
    "svg",
    {
      class: `map-symbol map-${kind}${isPast ? " map-past" : ""}`,
      viewBox: "0 0 24 24", "aria-hidden": "true",
    },
    drawn("use", { href: `#map-${kind}` }),
    ...(isPast ? [drawn("use", { class: "map-slash", href: "#map-slash" })] : []),
  );

const icon = (className, size, ...children) => {
  const html = element("div");
  html.append(...children);
  return L.divIcon({ html, className, iconSize: [size, size] });
};

const popup = (each, { texts, countries, kinds }) => {
  const box = element("div", "map-popup");
  const name = element("p", "map-name");
  name.append(element("strong", "", each.name));
  if (each.local) {
    const local = element("span", "local", each.local);
    if (each.lang) local.lang = each.lang;
    name.append(" ", local);
  }
  const facts = element("dl");
  for (const [label, text] of [
    [texts.kind, kinds[each.kind]], [texts.since, each.since], [texts.stage, each.stage],
  ]) {
    if (!text) continue;
    const row = element("div");
    row.append(element("dt", "", label), element("dd", "", text));
    facts.append(row);
  }
  const more = element("a", "", texts.more);
  more.href = each.url;
  more.append(element("span", "vh", ` ${each.name}`));
  box.append(element("p", "map-where", countries[each.country]), name, facts, more);
  return box;
};

/** A partner's marker; what it is called says all that its shape and colour say. */
export function place(each, data) {
  const words = [data.countries[each.country], each.name, data.kinds[each.kind], each.stage];
  const called = element("span", "vh", words.filter(Boolean).join(", "));
  // Alone on its map, it has room for its name.
  const label = each.short ? [element("span", "map-label", each.short)] : [];
  if (label.length) label[0].ariaHidden = "true";
  const marker = L.marker(each.at, {
    icon: icon("map-marker", 32, symbol(each.kind, each.past), called, ...label),
    name: each.name, kind: each.kind,
  });
  return marker
    .bindTooltip(each.name, { direction: "top", offset: [0, -12] })
    .bindPopup(() => popup(each, data), { minWidth: 180, maxWidth: 260, autoPanPadding: [16, 16] });
}

/** The home city: a star and, clear of a cluster that may cover it, its name with a star; both
    below the partners. There to be seen, not to be opened: the page is about it. */
export function homeMark(at, { home }) {
  const label = element("span", "map-label");
  label.append(symbol("home"), home.name);
  const still = { interactive: false, keyboard: false };
  return L.layerGroup([
    L.marker(at, { ...still, icon: icon("map-star", 32, symbol("home")), zIndexOffset: -9000 }),
    L.marker(at, { ...still, icon: icon("map-home-label", 0, label), zIndexOffset: -8000 }),
  ]);
}

/* A ring that shows how many of its partners are of each kind, around their number. */
const ring = (markers) => {
  const counts = new Map();
  for (const { options } of markers) counts.set(options.kind, (counts.get(options.kind) ?? 0) + 1);
  const circle = (attributes) => drawn("circle", { cx: 22, cy: 22, ...attributes });
  let begin = 0;
  const parts = [...counts].map(([kind, count]) => {
    const share = (count / markers.length) * 100;
    const part = circle({
      r: 17, class: `map-part map-${kind}`, pathLength: 100,
      "stroke-dasharray": `${share} ${100 - share}`, "stroke-dashoffset": -begin,
    });
    begin += share;
    return part;
  });
  const turned = drawn("g", { transform: "rotate(-90 22 22)" }, ...parts);
  return drawn("svg", { viewBox: "0 0 44 44", "aria-hidden": "true" }, circle({ r: 21, class: "map-disc" }), turned);
};

const clusterIcon = (cluster, texts) => {
  const markers = cluster.getAllChildMarkers();
  const count = element("span", "map-count", String(markers.length));
  count.ariaHidden = "true";
  const called = element("span", "vh", texts.cluster.replace("{count}", markers.length));
  return icon("map-cluster", 44, ring(markers), called, count);
};

/** The partners' markers, near ones as one mark that opens by click, Enter or Space. */
export function clusters(markers, { texts }, moves) {
  const group = L.markerClusterGroup({
    maxClusterRadius: 64, showCoverageOnHover: false, animate: moves,
    iconCreateFunction: (cluster) => clusterIcon(cluster, texts),
    spiderLegPolylineOptions: { className: "map-leg", interactive: false },
  });
  // Who opens a cluster goes on in it.
  group.on("clusterclick clusterkeypress", ({ layer, originalEvent }) => {
    if (originalEvent?.key && originalEvent.key !== "Enter") return;
    const [first] = layer.getAllChildMarkers();
    const isAt = () => group.getVisibleParent(first)?.getElement()?.focus({ preventScroll: true });
    group.once("animationend spiderfied", isAt);
    group._map.once("moveend", () => setTimeout(isAt, 350));
  });
  return group.addLayers(markers);
}
