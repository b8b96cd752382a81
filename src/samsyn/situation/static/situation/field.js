// Reporting from the field: what is written survives a lost connection, the map marks where one
// points, and one's own position can be asked for. Without this file the form still works.
// What is kept lies in this browser alone, under the person who wrote it, and is gone when it has
// been received, or after a day.
"use strict";

const STORE = "samsyn-iakttagelser";
const DAY = 24 * 60 * 60 * 1000;
const form = document.querySelector("form[data-sighting]");
const me = form ? form.dataset.sighting : "";

const read = () => {
  try {
    const all = JSON.parse(localStorage.getItem(STORE) || "{}");
    return Object.fromEntries(Object.entries(all).filter(([, one]) => Date.now() - one.at < DAY));
  } catch {
    return {};
  }
};
const write = (all) => {
  try { localStorage.setItem(STORE, JSON.stringify(all)); } catch { /* private mode: nothing kept */ }
};
const forget = (key) => { const all = read(); delete all[key]; write(all); };

// what the server says that it has received needs no keeping
for (const mark of document.querySelectorAll("[data-received]")) forget(mark.dataset.received);

// drafts ------------------------------------------------------------------------------------------
const words = () => {
  const said = {};
  for (const [name, value] of new FormData(form)) {
    if (typeof value === "string" && name !== "csrfmiddlewaretoken") said[name] = value;
  }
  return said;
};

const keep = (queued) => {
  const said = words(), all = read();
  all[said.key] = { at: Date.now(), who: me, queued, said };
  write(all);
};

const restore = (said) => {
  for (const [name, value] of Object.entries(said)) {
    const field = form.elements.namedItem(name);
    if (field instanceof RadioNodeList) field.value = value;
    else if (field) field.value = value;
  }
};

const tell = (text) => {
  const place = document.querySelector("[data-waiting]");
  if (!place) return;
  place.replaceChildren();
  if (!text) return;
  const line = document.createElement("p");
  line.className = "notice notice--wait";
  line.textContent = text;
  place.append(line);
};

const queue = () => Object.values(read()).filter((one) => one.queued && one.who === me);

const count = () => {
  const n = queue().length;
  tell(n ? `${n} ${n === 1 ? "iakttagelse väntar" : "iakttagelser väntar"} i telefonen och skickas när nätet är tillbaka. Foton följer inte med.` : "");
};

let sending = false;
const send = async () => {
  if (sending || !navigator.onLine) return;
  sending = true;
  try {
    for (const { said } of queue()) {
      const body = new FormData();
      for (const [name, value] of Object.entries(said)) body.append(name, value);
      body.set("csrfmiddlewaretoken", form.elements.namedItem("csrfmiddlewaretoken").value);
      const answer = await fetch(form.action, { method: "POST", body });
      if (new URL(answer.url).searchParams.get("mottagen") === said.key) forget(said.key);
      else if (answer.ok && new URL(answer.url).pathname === new URL(form.action).pathname) {
        // a rule said no: it is a draft again, for its author to mend
        const all = read();
        if (all[said.key]) { all[said.key].queued = false; write(all); }
      } else break;
    }
  } catch { /* still no connection */ } finally { sending = false; }
  count();
};

if (form) {
  const refused = form.querySelector("[role=alert]");
  const asked = new URLSearchParams(location.search);
  const draft = Object.values(read()).find((one) => !one.queued && one.who === me);
  if (draft && !refused && !asked.has("mottagen") && !form.querySelector("[name=category]:checked")) {
    restore(draft.said);
  }
  form.addEventListener("input", () => keep(false));
  form.addEventListener("submit", (event) => {
    if (event.submitter && event.submitter.name === "karta") return;
    keep(!navigator.onLine);
    if (navigator.onLine) return;
    event.preventDefault();
    form.reset();
    form.elements.namedItem("key").value = crypto.randomUUID();
    count();
    document.querySelector("[data-waiting]").scrollIntoView();
  });
  addEventListener("online", send);
  count();
  send();
}

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
