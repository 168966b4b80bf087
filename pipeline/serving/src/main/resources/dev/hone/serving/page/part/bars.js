// A histogram: how many fall into each of some ranges of equal width.
import {html} from '/html.js';
import {number} from '/format.js';

const height = 96;
const step = 14;

export function Bars({counts, width, unit, series = 1}) {
  const most = Math.max(1, ...counts);
  const words = counts.map((count, i) => [count, i]).filter(([count]) => count > 0)
    .map(([count, i]) => `${number(count)} from ${number(i * width)} to ${number((i + 1) * width - 1)} ${unit}`);
  return html`<figure class="bars"><svg viewBox="0 0 ${counts.length * step} ${height}" preserveAspectRatio="none" role="img" aria-label=${words.join(', ')}>
      ${counts.map((count, i) => {
        const tall = count === 0 ? 0 : Math.max(2, (count / most) * height);
        return html`<rect key=${i} class=${`fill-${series}`} x=${i * step + 1} width=${step - 2} y=${height - tall} height=${tall}>
          <title>${`${number(i * width)}–${number((i + 1) * width - 1)} ${unit}: ${number(count)}`}</title></rect>`;
      })}</svg>
    <figcaption class="faint"><span>0</span><span>${number(counts.length * width)} ${unit}</span></figcaption></figure>`;
}
