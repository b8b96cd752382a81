// The map marks where one points, and one's own position can be asked for. Without this file the form
// still works. What is written is kept by drafts.js, which is loaded first.
"use strict";

// the map -----------------------------------------------------------------------------------------
const tap = document.querySelector("[data-tap]");

const choose = (point, name) => {
  form.elements.namedItem("point").value = point;
  const place = form.elements.namedItem("place");
  const found = [...place.options].find((option) => option.text === name);
  if (found) place.value = found.value;
  const told = document.querySelector("[data-pointed]");
  if (told) told.textContent = name ? `Punkten är vald, i ${name}.` : "Punkten ligger utanför området.";
  keep(false);
};

if (tap) {
  const [west, north, metres] = tap.dataset.tap.split(" ").map(Number);
  const button = tap.querySelector("input");
  const svg = tap.querySelector("svg");
  button.addEventListener("click", (event) => {
    if (event.detail === 0) return; // by the keyboard there is no place to point at
    event.preventDefault();
    const box = button.getBoundingClientRect();
    const x = event.clientX - box.left, y = event.clientY - box.top;
    for (const old of svg.querySelectorAll("circle")) old.remove();
    const mark = document.createElementNS("http://www.w3.org/2000/svg", "circle");
    const unit = svg.viewBox.baseVal.width / box.width;
    for (const [name, value] of [["cx", x * unit], ["cy", y * unit], ["r", 6], ["class", "fig-fill-2 fig-edge"]]) {
      mark.setAttribute(name, value);
    }
    const under = document.elementsFromPoint(event.clientX, event.clientY).find((e) => e.tagName === "path");
    svg.append(mark);
    const title = under && under.querySelector("title");
    form.elements.namedItem("position").value = "";
    choose(`${Math.round(west + x * metres)},${Math.round(north - y * metres)}`, title ? title.textContent : "");
  });
}

// one's own position, only when asked for ---------------------------------------------------------
const offer = document.querySelector("[data-position]");
if (offer && navigator.geolocation) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "button button--quiet";
  button.textContent = "Använd min position";
  const told = document.createElement("span");
  told.className = "small";
  told.setAttribute("role", "status");
  button.addEventListener("click", () => {
    told.textContent = "Hämtar positionen …";
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        form.elements.namedItem("position").value = `${coords.latitude},${coords.longitude}`;
        form.elements.namedItem("point").value = "";
        told.textContent = "Positionen är hämtad och rundas av till tio meter.";
        keep(false);
      },
      () => { told.textContent = "Positionen gick inte att hämta. Välj stadsdel i listan."; },
      { enableHighAccuracy: true, timeout: 15000 },
    );
  });
  offer.append(button, told);
  offer.hidden = false;
}
