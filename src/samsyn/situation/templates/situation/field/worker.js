// The form for the field opens without a net: an empty form, fetched without telling who asks, and
// the files it is drawn with. Nothing that anybody has written or been shown is kept here. It acts
// for pages under its own address (/falt/rapportera/) and no other.
"use strict";

const KEPT = "samsyn-falt-1";
const EMPTY = new URL("utan-nat/", self.registration.scope);

const renew = async () => {
  const answer = await fetch(EMPTY, { credentials: "omit", cache: "no-store" });
  if (!answer.ok) return;
  const text = await answer.clone().text();
  const files = [...text.matchAll(/(?:href|src)="(\/static\/[^"]+)"/g)].map(([, path]) => path);
  const kept = await caches.open(KEPT);
  await kept.addAll(files);
  await kept.put(EMPTY, answer);
  const known = new Set([...files.map((path) => new URL(path, EMPTY).href), EMPTY.href]);
  for (const old of await kept.keys()) if (!known.has(old.url)) await kept.delete(old);
};

const instead = async () => (await caches.match(EMPTY)) || Response.error();

self.addEventListener("install", (event) => event.waitUntil(renew().then(() => self.skipWaiting())));
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));
self.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.mode === "navigate" && new URL(request.url).pathname === EMPTY.pathname.replace("utan-nat/", "")) {
    event.respondWith(fetch(request).catch(instead));
    if (request.method === "GET") event.waitUntil(renew().catch(() => {}));
  } else if (request.method === "GET" && new URL(request.url).pathname.startsWith("/static/")) {
    event.respondWith(fetch(request).catch(async () => (await caches.match(request)) || Response.error()));
  }
});
