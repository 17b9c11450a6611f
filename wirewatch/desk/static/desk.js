"use strict";
// Dragging over days of a timeline narrows the search to them. Everything works without it: each bar is a link.
(() => {
  let begun = null;
  const space = (event) => event.target.closest && event.target.closest("svg[data-brush] a");
  const days = (link) => link.querySelector(".space").dataset;
  const between = (one, other) => {
    const [first, last] = [days(one), days(other)].sort((a, b) => (a.first < b.first ? -1 : 1));
    return { since: first.first, until: last.after };
  };
  const paint = (svg, range) => {
    for (const rect of svg.querySelectorAll(".space")) {
      const inside = range && rect.dataset.first >= range.since && rect.dataset.after <= range.until;
      rect.classList.toggle("brushed", Boolean(inside));
    }
  };
  document.addEventListener("pointerdown", (event) => {
    begun = space(event);
    if (begun) event.preventDefault();
  });
  document.addEventListener("pointermove", (event) => {
    const here = begun && space(event);
    if (here) paint(begun.ownerSVGElement, between(begun, here));
  });
  document.addEventListener("pointerup", (event) => {
    const ended = begun && space(event);
    if (ended && ended !== begun) {
      const range = between(begun, ended);
      const address = new URL(begun.ownerSVGElement.dataset.brush, location.href);
      address.searchParams.set("since", range.since);
      address.searchParams.set("until", range.until);
      location.assign(address);
    } else if (ended) {
      location.assign(ended.href.baseVal);
    }
    if (begun) paint(begun.ownerSVGElement, null);
    begun = null;
  });
  document.addEventListener("keydown", (event) => {
    const typing = /^(INPUT|TEXTAREA|SELECT)$/.test(document.activeElement.tagName);
    if (event.key === "/" && !typing) {
      const box = document.getElementById("q");
      if (box) {
        event.preventDefault();
        box.focus();
      }
    }
  });
})();
