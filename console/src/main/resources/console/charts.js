// Draws the charts of a run from their tables, with as many points as the tables have rows.
"use strict";
(() => {
  const colours = ["--accent", "--good", "--bad", "--focus"];
  const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  const number = (text) => (text.trim() === "" || !Number.isFinite(Number(text)) ? null : Number(text));

  function values(table) {
    const names = [...table.querySelectorAll("th[data-series]")].map((head) => head.textContent);
    const rows = [...table.tBodies[0].rows].map((row, index) => {
      const cells = [...row.cells].map((cell) => cell.textContent);
      return { x: number(cells[0]) ?? index, ys: names.map((_, at) => number(cells[at + 1])) };
    });
    rows.sort((one, other) => one.x - other.x);
    return { names, points: rows.length, data: [rows.map((row) => row.x), ...names.map((_, at) => rows.map((row) => row.ys[at]))] };
  }

  function draw(chart) {
    const table = document.getElementById(chart.dataset.chart);
    if (!table || chart.dataset.points !== undefined) {
      return;
    }
    const { names, points, data } = values(table);
    const axis = { stroke: colour("--text"), grid: { stroke: colour("--line"), width: 1 }, ticks: { stroke: colour("--line"), width: 1 } };
    const series = names.map((name, at) => {
      const stroke = colour(colours[at % colours.length]);
      return { label: name, stroke, width: 2, points: { show: points < 100, stroke, fill: stroke } };
    });
    new uPlot(
      { width: Math.max(200, chart.clientWidth), height: 220, scales: { x: { time: false } }, axes: [axis, axis], series: [{}, ...series], legend: { show: names.length > 1 }, cursor: { show: false } },
      data,
      chart,
    );
    chart.dataset.points = String(points);
  }

  const drawAll = () => document.querySelectorAll("[data-chart]").forEach(draw);
  // a log that was read at its end stays there when it grows
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
    drawAll();
  });
  document.addEventListener("DOMContentLoaded", drawAll);
})();
