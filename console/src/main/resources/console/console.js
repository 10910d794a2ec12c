// What all pages have by script: the keys "/" and "?", focus and announcements after a swap.
"use strict";
document.addEventListener("keydown", (event) => {
  const typing = /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName) || event.target.isContentEditable;
  const help = document.getElementById("help");
  if (event.key === "Escape" && !help.hidden) {
    help.hidden = true;
    return;
  }
  if (typing || event.ctrlKey || event.altKey || event.metaKey) {
    return;
  }
  const search = document.getElementById("search");
  if (event.key === "/" && search) {
    event.preventDefault();
    search.focus();
  } else if (event.key === "?") {
    help.hidden = !help.hidden;
    if (!help.hidden) {
      help.tabIndex = -1;
      help.focus();
    }
  }
});

// A table that is wider than the page is scrolled by keyboard too.
function letWideBeScrolled() {
  for (const wide of document.querySelectorAll(".wide")) {
    if (wide.scrollWidth > wide.clientWidth) {
      wide.tabIndex = 0;
    } else {
      wide.removeAttribute("tabindex");
    }
  }
}
letWideBeScrolled();
window.addEventListener("resize", letWideBeScrolled);
document.addEventListener("htmx:afterSettle", letWideBeScrolled);
document.addEventListener("toggle", letWideBeScrolled, true);

// An answer that comes while the reader signs out is not shown: it would say that the session has ended.
let signingOut = false;
document.addEventListener("submit", (event) => {
  signingOut ||= event.target.getAttribute("action") === "/signout";
});
document.addEventListener("htmx:beforeOnLoad", (event) => {
  if (signingOut) {
    event.preventDefault();
  }
});
