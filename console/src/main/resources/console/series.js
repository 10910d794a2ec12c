// Draws each element with data-chart by uPlot, in the colours of the page. Its table holds the same figures.
"use strict";
(() => {
  const HEIGHT = 260;
  const DASHES = [[], [8, 4], [2, 3], [10, 3, 2, 3], [4, 4], [12, 4]];
  const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  const palette = () => [colour("--accent"), colour("--bad"), colour("--good"), colour("--focus"), colour("--faint")];

  const axis = () => ({ stroke: colour("--text"), grid: { stroke: colour("--line") }, ticks: { stroke: colour("--line") } });

  function series(one, index, kind) {
    const stroke = palette()[index % palette().length];
    const made = { label: one.name, stroke, width: 2, dash: DASHES[index % DASHES.length] };
    if (kind === "bar") {
      made.paths = uPlot.paths.bars({ size: [0.6, 60] });
      made.fill = stroke;
    } else if (kind === "points") {
      made.paths = () => null;
      made.points = { show: true, size: 6, fill: stroke };
    } else {
      made.spanGaps = true;
    }
    return made;
  }

  function draw(element) {
    if (element.dataset.drawn) {
      return;
    }
    element.dataset.drawn = "true";
    const chart = JSON.parse(element.dataset.chart);
    const timed = chart.times.length > 0;
    const xs = timed ? chart.times : chart.labels.map((label, index) => index);
    const xAxis = axis();
    if (!timed) {
      xAxis.values = (plot, splits) => splits.map((at) => (Number.isInteger(at) ? chart.labels[at] : ""));
    }
    const options = {
      width: Math.max(240, element.clientWidth),
      height: HEIGHT,
      scales: { x: { time: timed } },
      axes: [xAxis, axis()],
      series: [{ label: element.dataset.position }, ...chart.series.map((one, index) => series(one, index, chart.kind))],
    };
    if (!timed && xs.length === 1) {
      options.scales.x.range = [-1, 1];
    }
    const plot = new uPlot(options, [xs, ...chart.series.map((one) => one.values)], element);
    new ResizeObserver(() => plot.setSize({ width: Math.max(240, element.clientWidth), height: HEIGHT })).observe(element);
  }

  const all = () => document.querySelectorAll("[data-chart]").forEach(draw);
  document.addEventListener("DOMContentLoaded", all);
  document.addEventListener("htmx:afterSettle", all);
})();
