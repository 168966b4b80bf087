// A curve in a line of text; its numbers are said to those who cannot see it.
import {html} from '/html.js';
import {number} from '/format.js';

export function Sparkline({values, label, width = 96, height = 24}) {
  const known = values.filter((value) => value !== null && Number.isFinite(value));
  if (known.length < 2) return html`<span class="faint">–</span>`;
  const low = Math.min(...known);
  const span = Math.max(...known) - low || 1;
  const points = known.map((value, i) =>
    `${((i / (known.length - 1)) * (width - 2) + 1).toFixed(1)},${(height - 2 - ((value - low) / span) * (height - 4)).toFixed(1)}`);
  const words = `${label}: from ${number(known[0])} to ${number(known[known.length - 1])}`;
  return html`<svg class="sparkline" width=${width} height=${height} viewBox="0 0 ${width} ${height}" role="img" aria-label=${words}>
    <title>${words}</title><polyline points=${points.join(' ')}/></svg>`;
}
