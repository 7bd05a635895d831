/* The map waits until it comes near the screen, then brings its library, shapes and drawing.

   Without this script the list below the map stands open and says the same. */
(() => {
  const frame = document.querySelector("[data-map]");
  if (!frame) return;
  const list = document.querySelector("details.map-list");
  const { leaflet, cluster, topojson, style, dress, drawing, marks, shapes, places, failed } =
    frame.dataset;

  const bring = (address) =>
    new Promise((resolve, reject) => {
      const script = Object.assign(document.createElement("script"), { src: address, async: false });
      script.onload = resolve;
      script.onerror = reject;
      document.head.append(script);
    });

  const wear = (address) =>
    new Promise((resolve, reject) => {
      const link = Object.assign(document.createElement("link"), { rel: "stylesheet", href: address });
      link.onload = resolve;
      link.onerror = reject;
      document.head.append(link);
    });

  const read = (address) => fetch(address).then((answer) => answer.json());

  /* The places of very many partners have an address of their own. */
  const readPlaces = async () =>
    places ? read(places) : JSON.parse(document.getElementById("map-data").textContent);

  const load = async () => {
    const scripts = [leaflet, cluster, topojson].filter(Boolean).map(bring);
    try {
      const [{ draw }, drawn, world, data] = await Promise.all([
        import(drawing), import(marks), read(shapes), readPlaces(),
        wear(style), wear(dress), ...scripts,
      ]);
      draw(frame, data, world, drawn);
    } catch (error) {
      frame.textContent = failed;
      if (list) list.open = true;
      throw error;
    }
  };

  if (list) list.open = false;
  const watch = new IntersectionObserver(
    ([entry]) => {
      if (!entry.isIntersecting) return;
      watch.disconnect();
      load();
    },
    { rootMargin: "400px" },
  );
  watch.observe(frame);

  // Paper has the list in the map's place.
  let wasOpen;
  addEventListener("beforeprint", () => {
    if (!list) return;
    wasOpen = list.open;
    list.open = true;
  });
  addEventListener("afterprint", () => {
    if (list) list.open = wasOpen;
  });
})();
