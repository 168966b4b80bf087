// All runs of all warehouses.
import {html} from '/html.js';
import {duration, percent, time} from '/format.js';
import {Answer, useAnswer} from '/part/answer.js';
import {Link} from '/part/link.js';
import {Sparkline} from '/part/sparkline.js';
import {State} from '/part/state.js';

export const title = () => 'Runs';

export function Page() {
  const answer = useAnswer('/api/runs', {everyMillis: 5000});
  return html`<h1>Runs</h1>
    <${Answer} of=${answer}>${(warehouses) => warehouses.map((warehouse, i) => html`<${Warehouse} key=${i} number=${i} ...${warehouse}/>`)}<//>`;
}

function Warehouse({number, path, runs}) {
  return html`<section>
    <h2 class="path">${path}</h2>
    ${runs.length === 0 ? html`<p class="empty">There is no run yet. <code>scripts/hone train --spec FILE</code> makes one.</p>`
      : html`<div class="scroll"><table>
        <thead><tr><th>run</th><th>state</th><th>model</th><th>reward</th><th class="num">base → tuned</th><th class="num">steps</th><th>reward by step</th><th class="num">time</th><th>created</th></tr></thead>
        <tbody>${runs.map((run) => html`<${Run} key=${run.run} warehouse=${number} ...${run}/>`)}</tbody>
      </table></div>`}
  </section>`;
}

function Run({warehouse, run, kind, state, reason, model, reward, base, tuned, steps, planned_steps, rewards, minutes, created_at}) {
  return html`<tr>
    <td><${Link} to=${`/run/${warehouse}/${encodeURIComponent(run)}`}>${run}<//>${kind === 'sft' ? html` <span class="tag">sft</span>` : ''}</td>
    <td><${State} state=${state} reason=${reason}/></td>
    <td class="path">${model.split('/').pop()}</td>
    <td>${reward}</td>
    <td class="num">${percent(base)} → <strong>${percent(tuned)}</strong></td>
    <td class="num">${steps}/${planned_steps}</td>
    <td><${Sparkline} values=${rewards} label="reward"/></td>
    <td class="num">${duration(60 * minutes)}</td>
    <td class="nowrap">${time(created_at)}</td>
  </tr>`;
}
