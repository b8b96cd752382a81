// What is written in the field survives a lost connection: words in localStorage, photos in
// IndexedDB, and the empty form by a service worker, so that it opens without a net. Without this
// file the form still works. All of it lies in this browser alone, under the person who wrote it,
// and is gone when it has been received, after a day, or when one signs out (Clear-Site-Data).
"use strict";

const STORE = "samsyn-iakttagelser";
const CHOICES = "samsyn-falt"; // the group and its neighbourhoods, for the form without a net
const UNSENT = "samsyn-osant"; // how many wait; asked about before one signs out (signing-out.js)
const DAY = 24 * 60 * 60 * 1000;
const LARGEST = 15 * 1024 * 1024;
const form = document.querySelector("form[data-sighting]");
const away = Boolean(form && form.hasAttribute("data-away")); // the empty form, shown without a net

const stored = (name) => {
  try { return JSON.parse(localStorage.getItem(name) || "{}"); } catch { return {}; }
};
const store = (name, value) => {
  try { localStorage.setItem(name, JSON.stringify(value)); } catch { /* private mode: nothing kept */ }
};
const me = form ? form.dataset.sighting || stored(CHOICES).who || "" : "";
const read = () =>
  Object.fromEntries(Object.entries(stored(STORE)).filter(([, one]) => Date.now() - one.at < DAY));
const field = (name) => form.elements.namedItem(name);

// photos ------------------------------------------------------------------------------------------
const photos = (mode, work) => new Promise((done) => {
  const asked = indexedDB.open("samsyn-foton", 1);
  asked.onupgradeneeded = () => asked.result.createObjectStore("foton");
  asked.onerror = () => done(undefined); // private mode: nothing kept
  asked.onsuccess = () => {
    const change = asked.result.transaction("foton", mode);
    const request = work(change.objectStore("foton"));
    change.oncomplete = () => { asked.result.close(); done(request.result); };
    change.onerror = change.onabort = () => { asked.result.close(); done(undefined); };
  };
});
const keepPhoto = (key, file) => photos("readwrite", (all) => all.put(file, key));
const photoOf = (key) => photos("readonly", (all) => all.get(key));
const dropPhoto = (key) => photos("readwrite", (all) => all.delete(key));

const forget = (key) => {
  const all = read();
  delete all[key];
  store(STORE, all);
  return dropPhoto(key);
};

// photos of drafts that nobody has any more
photos("readonly", (all) => all.getAllKeys()).then((keys) => {
  const known = read();
  for (const key of keys || []) if (!known[key]) dropPhoto(key);
});

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
  store(STORE, all);
};

const restore = async (said) => {
  for (const [name, value] of Object.entries(said)) if (field(name)) field(name).value = value;
  const photo = await photoOf(said.key);
  if (!photo) return;
  const held = new DataTransfer();
  held.items.add(photo);
  field("photo").files = held.files;
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

const queued = () => Object.values(read()).filter((one) => one.queued);
const queue = () => queued().filter((one) => one.who === me);

const count = () => {
  const n = queue().length, all = queued().length; // others' on the same telephone, too
  if (all) store(UNSENT, all); else localStorage.removeItem(UNSENT);
  tell(n ? `${n} ${n === 1 ? "iakttagelse väntar" : "iakttagelser väntar"} i telefonen och skickas när nätet är tillbaka.` : "");
};

const sendOne = async (said) => {
  const body = new FormData();
  for (const [name, value] of Object.entries(said)) body.append(name, value);
  const photo = await photoOf(said.key);
  if (photo) body.set("photo", photo, photo.name);
  body.set("csrfmiddlewaretoken", field("csrfmiddlewaretoken").value);
  const answer = await fetch(form.action, { method: "POST", body });
  if (new URL(answer.url).searchParams.get("mottagen") === said.key) {
    await forget(said.key);
    return true;
  }
  if (!answer.ok) return true; // it waits, and holds up no other
  if (new URL(answer.url).pathname !== new URL(form.action).pathname) return false;
  const all = read(); // a rule said no: it is a draft again, for its author to mend
  if (all[said.key]) { all[said.key].queued = false; store(STORE, all); }
  return true;
};

let sending = false;
const send = async () => {
  if (sending || away || !navigator.onLine) return;
  sending = true;
  try {
    for (const { said } of queue()) if (!(await sendOne(said))) break;
  } catch { /* still no connection */ } finally { sending = false; }
  count();
};

// the form ----------------------------------------------------------------------------------------
const now = () => {
  const at = new Date();
  return new Date(at - at.getTimezoneOffset() * 60000).toISOString().slice(0, 16);
};

const options = (name) =>
  [...(field(name)?.options || [])].map((one) => [one.value, one.text]);

const remember = () => store(CHOICES, {
  who: me, sender: field("sender").value, place: field("place").value, places: options("place"),
});

const fill = () => {
  const known = stored(CHOICES);
  field("place").replaceChildren(...(known.places || []).map(([value, text]) => new Option(text, value)));
  field("place").value = known.place;
  field("sender").value = known.sender;
  blank();
};

// a form anew, perhaps for one more in the same place and time
const blank = (kept = {}) => {
  form.reset();
  field("key").value = crypto.randomUUID();
  for (const name of ["point", "position"]) field(name).value = kept[name] || "";
  field("since").value = kept.since || now();
  for (const name of ["sender", "place", "spot"]) if (kept[name]) field(name).value = kept[name];
};

const put = (again) => {
  keep(true);
  blank(again ? words() : { sender: field("sender").value, place: field("place").value });
  count();
  document.querySelector("[data-waiting]").scrollIntoView();
  if (again) form.querySelector("[name=category]").focus();
};

if (form) {
  if (away) fill(); else remember();
  const refused = form.querySelector("[role=alert]");
  const asked = new URLSearchParams(location.search);
  const draft = Object.values(read()).find((one) => !one.queued && one.who === me);
  if (draft && !refused && !asked.has("mottagen") && !form.querySelector("[name=category]:checked")) {
    restore(draft.said);
  }
  form.addEventListener("input", () => keep(false));
  field("photo").addEventListener("change", ({ target }) => {
    const [file] = target.files, key = field("key").value;
    if (file && file.size <= LARGEST) keepPhoto(key, file); else dropPhoto(key);
  });
  form.addEventListener("submit", (event) => {
    if (event.submitter && event.submitter.name === "karta") return;
    if (!away && navigator.onLine) return keep(false);
    event.preventDefault();
    const chosen = form.querySelector("[name=category]:checked");
    if (!chosen) {
      tell("Välj vad det gäller.");
      form.querySelector("[name=category]").focus();
      return;
    }
    put(Boolean(event.submitter && event.submitter.name === "again"));
  });
  // with a net again the real form is better: it sends what waits, and knows who one is
  addEventListener("online", () => (away ? location.reload() : send()));
  count();
  send();
  if (!away && navigator.serviceWorker) {
    navigator.serviceWorker.register(new URL("vakt.js", form.action)).catch(() => {});
  }
}
