// uPlot draws the chart of each element that has data-chart, in the page's colours. A table beside it shows the same figures.
"use strict";
(() => {
  const HEIGHT = 260;
  const WIDTH = 200;
  const FEW = 100;
  const DASHES = [[], [8, 4], [2, 3], [10, 3, 2, 3], [4, 4], [12, 4]];
  const PALETTE = ["--accent", "--bad", "--good", "--focus", "--faint"];

  // a canvas does not know the page's names of colours; what an element makes of one, it does
  function colour(name) {
    const probe = document.createElement("span");
    probe.style.color = `var(${name})`;
    document.body.append(probe);
    const found = getComputedStyle(probe).color;
    probe.remove();
    return found;
  }

  const axis = () => ({ stroke: colour("--text"), grid: { stroke: colour("--line"), width: 1 }, ticks: { stroke: colour("--line"), width: 1 } });

  function series(one, index, chart) {
    const stroke = colour(PALETTE[index % PALETTE.length]);
    const made = { label: one.name, stroke, width: 2, dash: DASHES[index % DASHES.length] };
    if (chart.kind === "bar") {
      made.paths = uPlot.paths.bars({ size: [0.6, 60] });
      made.fill = stroke;
    } else if (chart.kind === "points") {
      made.paths = () => null;
      made.points = { show: true, size: 6, fill: stroke };
    } else {
      made.spanGaps = true;
      made.points = { show: one.values.length < FEW, stroke, fill: stroke };
    }
    return made;
  }

  function draw(element) {
    if (element.dataset.points) {
      return;
    }
    const chart = JSON.parse(element.dataset.chart);
    const named = chart.axis === "LABELS";
    const xs = named ? chart.labels.map((label, index) => index) : chart.positions;
    const xAxis = axis();
    if (named) {
      xAxis.values = (plot, splits) => splits.map((at) => (Number.isInteger(at) ? chart.labels[at] : ""));
    }
    const size = () => ({ width: Math.max(WIDTH, element.clientWidth), height: HEIGHT });
    const options = {
      ...size(),
      scales: { x: { time: chart.axis === "TIMES" } },
      axes: [xAxis, axis()],
      series: [{ label: element.dataset.position }, ...chart.series.map((one, index) => series(one, index, chart))],
    };
    if (named && xs.length === 1) {
      options.scales.x.range = [-1, 1];
    }
    const plot = new uPlot(options, [xs, ...chart.series.map((one) => one.values)], element);
    element.dataset.points = String(xs.length);
    new ResizeObserver(() => plot.setSize(size())).observe(element);
  }

  const drawAll = () => document.querySelectorAll("[data-chart]").forEach(draw);
  document.addEventListener("DOMContentLoaded", drawAll);
  document.addEventListener("htmx:afterSettle", drawAll);
})();
