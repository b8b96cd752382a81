// The light/dark switch without a page load. Without this file the link leads to /utseende/.
"use strict";

const link = document.querySelector("[data-theme-switch]");
const root = document.documentElement;
const dark = () =>
  root.dataset.theme
    ? root.dataset.theme === "dark"
    : matchMedia("(prefers-color-scheme: dark)").matches;

if (link) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "plain";
  const say = () => { button.textContent = dark() ? "Ljust läge" : "Mörkt läge"; };
  button.addEventListener("click", () => {
    root.dataset.theme = dark() ? "light" : "dark";
    document.cookie = `theme=${root.dataset.theme}; path=/; max-age=31536000; samesite=lax`;
    say();
  });
  say();
  link.replaceWith(button);
}
