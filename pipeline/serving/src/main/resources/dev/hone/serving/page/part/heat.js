// Distributions over steps: a column for each, darker where more completions lie.
import {html} from '/html.js';
import {number} from '/format.js';

export function Heat({title, columns, low, high, name}) {
  const bars = columns[0]?.counts.length ?? 0;
  const share = ({counts}, i) => counts[i] / Math.max(1, counts.reduce((sum, count) => sum + count, 0));
  const edge = (i) => number(low + ((high - low) * i) / bars, 2);
  return html`<figure class="chart heat"><figcaption>${title}</figcaption>
    <div class="heat-frame"><span class="faint">${edge(bars)}</span><span class="faint">${edge(0)}</span>
      <svg viewBox=${`0 0 ${columns.length} ${bars}`} preserveAspectRatio="none" role="img" aria-label=${`${title}, from ${edge(0)} to ${edge(bars)}`}>
      ${columns.map((column, x) => column.counts.map((count, i) => count > 0 && html`<rect key=${`${x} ${i}`} class="fill-1" x=${x} y=${bars - 1 - i} width="1" height="1" fill-opacity=${(0.12 + 0.88 * share(column, i)).toFixed(3)}>
        <title>${`${name(column)}: ${number(count)} from ${edge(i)} to ${edge(i + 1)}`}</title></rect>`))}</svg></div>
    <p class="ends faint"><span>${columns.length > 0 ? name(columns[0]) : ''}</span><span>${columns.length > 1 ? name(columns.at(-1)) : ''}</span></p></figure>`;
}
