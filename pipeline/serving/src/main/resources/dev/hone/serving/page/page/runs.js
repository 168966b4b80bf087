// All runs of all warehouses; those that are chosen can be compared.
import {html, useState} from '/html.js';
import {dollars, duration, gained, percent, time} from '/format.js';
import {Answer, useAnswer} from '/part/answer.js';
import {Link, go} from '/part/link.js';
import {Sparkline} from '/part/sparkline.js';
import {State} from '/part/state.js';
import {maxRuns} from '/page/compare.js';

export const title = () => 'Runs';

export function Page() {
  const answer = useAnswer('/api/runs', {everyMillis: 5000});
  const [chosen, setChosen] = useState([]);
  const choose = (name, on) => setChosen(on ? [...chosen, name] : chosen.filter((other) => other !== name));
  const compare = () => go(`/compare?${new URLSearchParams(chosen.map((name) => ['run', name]))}`);
  return html`<div class="bar"><h1>Runs</h1>
      <button class="quiet" disabled=${chosen.length < 2 || chosen.length > maxRuns} onClick=${compare} title=${`Choose two to ${maxRuns} runs`}>Compare${chosen.length > 0 ? ` ${chosen.length}` : ''}</button></div>
    <${Answer} of=${answer}>${(warehouses) => warehouses.map((warehouse, i) => html`<${Warehouse} key=${i} number=${i} chosen=${chosen} choose=${choose} ...${warehouse}/>`)}<//>`;
}

function Warehouse({number, path, runs, chosen, choose}) {
  return html`<section>
    <h2 class="path">${path}</h2>
    ${runs.length === 0 ? html`<p class="empty">There is no run yet. <code>scripts/hone train --spec FILE</code> makes one.</p>`
      : html`<div class="scroll"><table>
        <thead><tr><th><span class="hidden">compare</span></th><th>run</th><th>state</th><th>model</th><th>reward</th><th class="num"><abbr title="right answers to the test prompts; below the gain in points with its 95 % interval">base → tuned</abbr></th><th class="num">steps</th><th>reward by step</th><th class="num">time</th><th class="num"><abbr title="what judges have cost">cost</abbr></th><th>created</th></tr></thead>
        <tbody>${runs.map((run) => html`<${Run} key=${run.run} warehouse=${number} chosen=${chosen} choose=${choose} ...${run}/>`)}</tbody>
      </table></div>`}
  </section>`;
}

function Run({warehouse, chosen, choose, run, kind, state, reason, model, reward, base, tuned, gain, cost_usd, steps, planned_steps, rewards, minutes, created_at}) {
  const name = `${warehouse}/${run}`;
  return html`<tr>
    <td class="choice"><input type="checkbox" aria-label=${`Compare ${run}`} checked=${chosen.includes(name)} onChange=${(event) => choose(name, event.target.checked)}/></td>
    <td><${Link} to=${`/run/${warehouse}/${encodeURIComponent(run)}`}>${run}<//>${kind === 'sft' ? html` <span class="tag">sft</span>` : ''}</td>
    <td><${State} state=${state} reason=${reason}/></td>
    <td class="path">${model.split('/').pop()}</td>
    <td>${reward}</td>
    <td class="num">${percent(base)} → <strong>${percent(tuned)}</strong>${gain && html`<br/><small class="faint nowrap">${gained(gain)}</small>`}</td>
    <td class="num">${steps}/${planned_steps}</td>
    <td><${Sparkline} values=${rewards} label="reward"/></td>
    <td class="num">${duration(60 * minutes)}</td>
    <td class="num">${dollars(cost_usd)}</td>
    <td class="nowrap">${time(created_at)}</td>
  </tr>`;
}
