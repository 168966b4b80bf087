// One chart of curves over steps: zoom by dragging, back by a double click, the values of all curves beside the pointer, smoothing and a
// logarithmic scale for all charts of a page at once.
import {html, useEffect, useRef, useState} from '/html.js';
import uPlot from '/vendor/uplot.js';
import {number} from '/format.js';

const colour = (i) => getComputedStyle(document.documentElement).getPropertyValue(`--series-${(i % 6) + 1}`).trim();
const faint = (i) => `color-mix(in srgb, ${colour(i)} 18%, transparent)`;
const ink = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

// Exponential moving average; gaps stay gaps. weight 0 leaves the values as they are.
export function smooth(values, weight) {
  if (!weight) return values;
  let mean;
  return values.map((value) => {
    if (value === null) return null;
    mean = mean === undefined ? value : weight * mean + (1 - weight) * value;
    return mean;
  });
}

// What is drawn of a curve: its values, and where it has a spread the edges of the band around it.
function lines(curves, weight, log) {
  const drawable = (values) => values.map((value) => (log && value !== null && value <= 0 ? null : value));
  return curves.flatMap((curve, i) => {
    const values = smooth(curve.values, weight);
    if (!curve.spread) return [{...curve, i, values: drawable(values)}];
    const spread = smooth(curve.spread, weight);
    const edge = (sign) => ({label: `${curve.label} ${sign < 0 ? '−' : '+'} spread`, i, edge: true, values: drawable(values.map((value, at) => (value === null || spread[at] === null ? null : value + sign * spread[at])))});
    return [{...curve, i, values: drawable(values)}, edge(1), edge(-1)];
  });
}

// Pairs of edges, by the numbers of their series.
const bands = (drawn) => drawn.flatMap(({edge}, at) => (edge && drawn[at - 1].edge ? [{series: [at, at + 1], fill: faint(drawn[at].i)}] : []));

// A constant stands in the middle, zero at the bottom.
function range(low, high) {
  if (low !== high) return uPlot.rangeNum(low, high, 0.1, true);
  return low === 0 || low === null ? [0, 1] : [Math.min(0, 2 * low), Math.max(0, 2 * low)];
}

function options(width, drawn, log, sync) {
  const axis = {stroke: ink('--faint'), grid: {stroke: ink('--line'), width: 1}, ticks: {stroke: ink('--line'), width: 1}, font: '12px system-ui, sans-serif'};
  return {
    width,
    height: 190,
    cursor: {sync: {key: sync}, drag: {x: true, y: false}, points: {size: 6}},
    legend: {live: true},
    scales: {x: {time: false}, y: log ? {distr: 3} : {range: (_, low, high) => range(low, high)}},
    axes: [{...axis, size: 30}, {...axis, size: 56, values: (_, ticks) => ticks.map((tick) => (tick === null ? '' : number(tick, Math.abs(tick) < 0.1 ? 3 : 2)))}],
    series: [
      {label: 'step'},
      ...drawn.map(({label, dots, edge, i}) => ({
        label, stroke: edge ? 'transparent' : colour(i), width: edge ? 0 : 1.75, spanGaps: true,
        points: {show: Boolean(dots), size: 5, fill: colour(i)},
        value: (_, value) => number(value),
      })),
    ],
    bands: bands(drawn),
  };
}

// What is drawn, before smoothing.
const csv = (steps, curves) => [['step', ...curves.map(({label}) => `"${label.replaceAll('"', '""')}"`)].join(','),
  ...steps.map((step, i) => [step, ...curves.map(({values}) => values[i] ?? '')].join(','))].join('\n') + '\n';
const json = (steps, curves) => JSON.stringify({step: steps, ...Object.fromEntries(curves.map(({label, values}) => [label, values]))});

function save(name, type, text) {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([text], {type}));
  link.download = name;
  link.click();
  URL.revokeObjectURL(link.href);
}

export function Chart({title, steps, curves, weight = 0, log = false, sync = 'run', note}) {
  const frame = useRef();
  const [theme, setTheme] = useState(0);
  useEffect(() => {
    const changed = () => setTheme((n) => n + 1);
    addEventListener('hone:theme', changed);
    return () => removeEventListener('hone:theme', changed);
  }, []);
  useEffect(() => {
    const drawn = lines(curves, weight, log);
    const plot = new uPlot(options(frame.current.clientWidth, drawn, log, sync), [steps, ...drawn.map(({values}) => values)], frame.current);
    const legend = frame.current.querySelectorAll('.u-legend .u-series');
    drawn.forEach(({edge}, at) => { legend[at + 1].hidden = Boolean(edge); }); // the first is the step
    const watcher = new ResizeObserver(() => frame.current && plot.setSize({width: frame.current.clientWidth, height: 190}));
    watcher.observe(frame.current);
    return () => {
      watcher.disconnect();
      plot.destroy();
    };
  }, [steps, curves, weight, log, sync, theme]);
  const last = curves.map(({label, values}) => `${label} ${number(values.filter((value) => value !== null).pop())}`).join(', ');
  return html`<figure class="chart"><figcaption>${title}${note && html` <span class="faint">${note}</span>`}
      <span class="tools"><button class="quiet small" aria-label=${`${title} as CSV`} onClick=${() => save(`${title}.csv`, 'text/csv', csv(steps, curves))}>CSV</button>
        <button class="quiet small" aria-label=${`${title} as JSON`} onClick=${() => save(`${title}.json`, 'application/json', json(steps, curves))}>JSON</button></span></figcaption>
    <div ref=${frame} role="img" aria-label=${`${title} over ${steps.length} steps; last: ${last}`}></div></figure>`;
}
