// The page of a run: a log that was read at its end stays there when it grows, and a new state is announced.
"use strict";
(() => {
  let place = null;
  let state = null;
  document.addEventListener("htmx:beforeSwap", () => {
    const log = document.getElementById("log");
    state = document.getElementById("progress")?.dataset.state;
    place = log && { top: log.scrollTop, atEnd: log.scrollTop + log.clientHeight >= log.scrollHeight - 4 };
  });
  document.addEventListener("htmx:afterSwap", () => {
    const log = document.getElementById("log");
    if (log && place) {
      log.scrollTop = place.atEnd ? log.scrollHeight : place.top;
    }
    const now = document.getElementById("progress")?.dataset.state;
    if (now && now !== state) {
      document.getElementById("announcement").textContent = now;
    }
  });
})();
