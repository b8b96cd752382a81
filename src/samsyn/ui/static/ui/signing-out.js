// Signing out clears what this browser keeps. What has not been sent would be lost: ask first.
"use strict";

for (const way of document.querySelectorAll("form[data-signing-out]")) {
  way.addEventListener("submit", (event) => {
    const unsent = Number(localStorage.getItem("samsyn-osant") || 0);
    const said = `Det som väntar i telefonen (${unsent}) är inte skickat och försvinner om du loggar ut. Logga ut ändå?`;
    if (unsent && !confirm(said)) event.preventDefault();
  });
}
