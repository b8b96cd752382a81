// The picture's map, to move about in. The drawing beneath it and the table beside it hold the same;
// without this file, or if the data cannot be had, they are what is shown. No tiles, no services: the
// areas are our own, asked for from our own address.
"use strict";

const place = document.querySelector("[data-map]");
const hints = document.querySelectorAll("[data-map-hint]");

// A mark is a link: it can be reached by Tab and followed by Enter, and is read as one.
const lead = (layer, { karta, text }) => {
  const mark = layer.getElement();
  if (!mark || !karta) return;
  mark.setAttribute("role", "link");
  mark.setAttribute("tabindex", "0");
  mark.setAttribute("aria-label", text);
  const follow = () => window.location.assign(karta);
  layer.on("click", follow);
  mark.addEventListener("keydown", (press) => {
    if (press.key === "Enter") follow();
  });
};

const told = (text) => {
  const words = document.createElement("span");
  words.textContent = text; // never as HTML: names come from files
  return words;
};

const show = (data) => {
  const frame = document.createElement("div");
  frame.className = "map__moving";
  frame.setAttribute("role", "group");
  frame.setAttribute("aria-label", place.dataset.name);
  place.append(frame);
  place.classList.add("map__drawn--moves");
  const map = L.map(frame, {
    attributionControl: false,
    dragging: !L.Browser.mobile, // one finger scrolls the page, two move the map
    scrollWheelZoom: false,
    zoomControl: false,
    zoomSnap: 0.1,
    maxZoom: 18,
  });
  L.control.zoom({ zoomInTitle: "Zooma in", zoomOutTitle: "Zooma ut" }).addTo(map);
  L.control.scale({ imperial: false }).addTo(map);
  const areas = L.geoJSON(data, {
    style: ({ properties }) => ({ className: properties.klassnamn, weight: 1, interactive: Boolean(properties.text) }),
    onEachFeature: ({ properties }, layer) => {
      if (properties.text) layer.bindTooltip(told(properties.text), { sticky: true });
    },
  }).addTo(map);
  map.fitBounds(areas.getBounds(), { padding: [8, 8] });
  map.setMinZoom(map.getZoom() - 1);
  areas.eachLayer((layer) => lead(layer, layer.feature.properties));
  // the wheel zooms once somebody has turned to the map, so that a page can be scrolled past it
  map.on("focus", () => map.scrollWheelZoom.enable());
  map.on("blur", () => map.scrollWheelZoom.disable());
  for (const hint of hints) hint.hidden = false;
};

if (place && window.L) {
  fetch(place.dataset.map, { headers: { Accept: "application/geo+json" } })
    .then((answer) => (answer.ok ? answer.json() : Promise.reject(new Error(answer.status))))
    .then(show)
    .catch(() => {}); // the drawing is still there
}
