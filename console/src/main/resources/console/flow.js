// Draws the page of flows on: puts each row behind the row that the server names, a few in a frame.
"use strict";
(() => {
  const flow = document.getElementById("flow");
  if (!flow) {
    return;
  }
  const button = document.getElementById("flow-pause");
  const status = document.getElementById("flow-status");
  const empty = document.getElementById("flow-empty");
  const MOST_TRACES = 50;
  const ROWS_IN_FRAME = 40;
  const TELL_MILLIS = 3000;
  const waiting = [];
  let source = null;
  let drawing = false;
  let ready = false;
  let fresh = 0;
  let turn = 0;

  const element = (html) => {
    const template = document.createElement("template");
    template.innerHTML = html.trim();
    return template.content.firstElementChild;
  };

  // a row that is open or in use stays so
  const replace = (old, made) => {
    const open = old.querySelector("details")?.open;
    const focused = old.contains(document.activeElement);
    old.replaceWith(made);
    const details = made.querySelector("details");
    if (details && open) {
      details.open = true;
    }
    if (focused) {
      (details ? details.firstElementChild : made).focus({ preventScroll: true });
    }
  };

  const place = (list, prefix, event, html) => {
    const made = element(html);
    const old = document.getElementById(prefix + event.key);
    const before = event.after ? document.getElementById(prefix + event.after) : null;
    const next = before ? before.nextElementSibling : list.firstElementChild;
    if (old && (next === old || old.previousElementSibling === before)) {
      replace(old, made);
      return false;
    }
    if (old) {
      const open = old.querySelector("details")?.open;
      const focused = old.contains(document.activeElement);
      old.remove();
      list.insertBefore(made, before ? before.nextElementSibling : list.firstElementChild);
      const details = made.querySelector("details");
      if (details) {
        details.open = Boolean(open);
        if (focused) {
          details.firstElementChild.focus({ preventScroll: true });
        }
      }
      return false;
    }
    list.insertBefore(made, next);
    return true;
  };

  // the trace that changed last is the last to go
  const touch = (trace) => {
    turn += 1;
    trace.dataset.turn = String(turn);
  };

  const drawHop = (event) => {
    const trace = document.getElementById("trace-" + event.trace);
    if (!trace) {
      return;
    }
    touch(trace);
    place(trace.querySelector(".arrows"), "arrow-", event, event.arrow);
    if (place(trace.querySelector(".hops"), "hop-", event, event.html)) {
      fresh += 1;
    }
  };

  // of a trace that is there only the rows that differ are touched
  const mergeTrace = (old, event) => {
    const made = element(event.html);
    for (const [list, prefix] of [[".arrows", "arrow-"], [".hops", "hop-"]]) {
      const kept = new Set(event.keys.map((key) => prefix + key));
      for (const row of [...old.querySelector(list).children]) {
        if (!kept.has(row.id)) {
          row.remove();
        }
      }
      let last = null;
      for (const row of [...made.querySelector(list).children]) {
        const there = document.getElementById(row.id);
        const next = last ? last.nextElementSibling : old.querySelector(list).firstElementChild;
        const same = there && (prefix === "arrow-" ? there.outerHTML === row.outerHTML
          : there.dataset.ended === row.dataset.ended && there.textContent === row.textContent);
        if (same && there === next) {
          last = there;
          continue;
        }
        if (there && there === next) {
          replace(there, row);
        } else {
          there?.remove();
          old.querySelector(list).insertBefore(row, last ? last.nextElementSibling : old.querySelector(list).firstElementChild);
        }
        last = row;
      }
    }
  };

  const drawTrace = (event) => {
    const old = document.getElementById("trace-" + event.trace);
    if (old) {
      touch(old);
      mergeTrace(old, event);
      return;
    }
    const made = element(event.html);
    touch(made);
    flow.insertBefore(made, flow.firstElementChild);
    fresh += ready ? event.keys.length : 0;
    const others = [...flow.children].filter((trace) => !trace.contains(document.activeElement));
    others.sort((one, other) => Number(one.dataset.turn ?? 0) - Number(other.dataset.turn ?? 0));
    others.slice(0, Math.max(0, flow.children.length - MOST_TRACES)).forEach((trace) => trace.remove());
  };

  const draw = (event) => {
    if (event.kind === "hop") {
      drawHop(event);
    } else if (event.kind === "gone") {
      document.getElementById("arrow-" + event.key)?.remove();
      document.getElementById("hop-" + event.key)?.remove();
    } else if (event.kind === "trace") {
      drawTrace(event);
    } else if (event.kind === "ready") {
      ready = true;
      flow.dataset.ready = "true";
    }
    empty.hidden = flow.childElementCount > 0;
  };

  const drawSome = () => {
    for (let i = 0; i < ROWS_IN_FRAME && waiting.length > 0; i += 1) {
      draw(waiting.shift());
    }
    drawing = waiting.length > 0;
    if (drawing) {
      next();
    }
  };

  // a page in the background gets no frames
  const next = () => (document.hidden ? setTimeout(drawSome, 0) : requestAnimationFrame(drawSome));

  const connect = () => {
    source = new EventSource(flow.dataset.stream);
    source.addEventListener("flow", (message) => {
      waiting.push(JSON.parse(message.data));
      if (!drawing) {
        drawing = true;
        next();
      }
    });
    source.addEventListener("open", () => {
      status.textContent = "";
    });
    source.addEventListener("error", () => {
      if (source.readyState === EventSource.CLOSED) {
        status.textContent = status.dataset.lost;
      }
    });
  };

  setInterval(() => {
    if (fresh > 0) {
      status.textContent = status.dataset.new + " " + fresh;
      fresh = 0;
    }
  }, TELL_MILLIS);

  button.hidden = false;
  button.addEventListener("click", () => {
    const paused = source !== null;
    button.textContent = paused ? button.dataset.resume : button.dataset.pause;
    if (paused) {
      source.close();
      source = null;
    } else {
      connect();
    }
  });

  // an arrow opens its hop in the list
  flow.addEventListener("click", (event) => {
    const arrow = event.target.closest(".arrow");
    const hop = arrow && document.getElementById("hop-" + arrow.id.slice("arrow-".length));
    if (hop) {
      event.preventDefault();
      hop.querySelector("details").open = true;
      hop.scrollIntoView({ block: "nearest" });
      hop.querySelector("summary").focus({ preventScroll: true });
    }
  });

  const linked = document.getElementById(location.hash.slice(1));
  if (linked && linked.querySelector("details")) {
    linked.querySelector("details").open = true;
  }
  connect();
})();
