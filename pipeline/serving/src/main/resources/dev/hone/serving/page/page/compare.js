// Runs beside each other: what each gained, the settings that differ, curves over each other. Which runs is said in the address.
import {html, useEffect, useMemo, useState} from '/html.js';
import {ask} from '/api.js';
import {dollars, duration, gained, percent} from '/format.js';
import {Answer} from '/part/answer.js';
import {Chart} from '/part/chart.js';
import {Link} from '/part/link.js';
import {State} from '/part/state.js';

// As many as there are colours.
export const maxRuns = 6;
export const title = () => 'Comparison';

const charts = [
  ['reward', 'Reward'], ['validation/reward', 'Validation reward', true], ['validation/accuracy', 'Validation accuracy', true],
  ['validation/audit_reward', 'Audit reward', true], ['outcome_rate', 'Accuracy in training'], ['reward_std', 'Spread of rewards within groups'],
  ['reward_margin', 'Reward margin'], ['frac_reward_zero_std', 'Groups without signal'], ['policy_loss', 'Loss'], ['sft/loss', 'Supervised loss'], ['kl', 'KL to the reference'],
  ['entropy', 'Entropy'], ['grad_norm', 'Gradient norm'], ['clip_ratio/region_mean', 'Clipped tokens'], ['completions/mean_length', 'Length'],
  ['completions/clipped_ratio', 'Answers cut at the limit'], ['learning_rate', 'Learning rate'], ['step_seconds', 'Seconds a step'],
];

export function Page() {
  const [state, setState] = useState({});
  const chosen = new URLSearchParams(location.search).getAll('run').slice(0, maxRuns);
  useEffect(() => {
    const stop = new AbortController();
    load(chosen, stop.signal).then((answer) => setState({answer}), (problem) => problem.name !== 'AbortError' && setState({problem}));
    return () => stop.abort();
  }, []);
  return html`<nav class="crumbs" aria-label="Where this is"><${Link} to="/">Runs<//> / comparison</nav><h1>Comparison</h1>
    ${chosen.length < 2 ? html`<p class="empty">Choose two to ${maxRuns} runs on the page <${Link} to="/">Runs<//>.</p>`
      : html`<${Answer} of=${state}>${(runs) => html`<${Comparison} runs=${runs}/>`}<//>`}`;
}

// The line of each run in the list and its page together. A run is named WAREHOUSE/RUN.
async function load(chosen, signal) {
  const warehouses = await ask('/api/runs', {signal});
  return Promise.all(chosen.map(async (name) => {
    const [, warehouse, run] = /^(\d+)\/(.*)$/.exec(name) ?? ['', '0', name];
    const whole = await ask(`/api/run/${warehouse}/${encodeURIComponent(run)}`, {signal});
    return {...warehouses[warehouse]?.runs.find((line) => line.run === run), ...whole, path: `/run/${warehouse}/${encodeURIComponent(run)}`};
  }));
}

function Comparison({runs}) {
  return html`<section aria-label="Results"><div class="scroll"><table>
      <thead><tr><th>run</th><th>state</th><th class="num">base → tuned</th><th class="num">gain</th><th class="num">steps</th><th class="num">time</th><th class="num">cost</th></tr></thead>
      <tbody>${runs.map((run, i) => html`<tr key=${run.path}>
        <td><${Name} run=${run} i=${i}/></td><td><${State} state=${run.state} reason=${run.reason}/></td>
        <td class="num">${percent(run.base)} → <strong>${percent(run.tuned)}</strong></td><td class="num">${gained(run.gain)}</td>
        <td class="num">${run.completed_steps}/${run.planned_steps}</td><td class="num">${duration(60 * run.minutes)}</td><td class="num">${dollars(run.cost_usd)}</td></tr>`)}</tbody></table></div></section>
    <${Differences} runs=${runs}/>
    <${Curves} runs=${runs}/>`;
}

const Name = ({run: {run, path}, i}) => html`<span class="swatch series-${i + 1}" aria-hidden="true"></span> <${Link} to=${path}>${run}<//>`;

function Differences({runs}) {
  const names = [...new Set(runs.flatMap(({settings}) => Object.keys(settings)))].sort()
    .filter((name) => name !== 'run' && new Set(runs.map(({settings}) => settings[name])).size > 1);
  return html`<section aria-label="Settings that differ"><h2>Settings that differ</h2>
    ${names.some((name) => name.startsWith('reward.')) && html`<p class="note">The reward is not the same, so its values do not compare: look at the accuracy.</p>`}
    ${names.length === 0 ? html`<p class="empty">None: these runs have the same settings.</p>`
      : html`<div class="scroll"><table><thead><tr><th>setting</th>${runs.map((run, i) => html`<th key=${run.path}><${Name} run=${run} i=${i}/></th>`)}</tr></thead>
        <tbody>${names.map((name) => html`<tr key=${name}><th scope="row" class="path">${name}</th>
          ${runs.map(({path, settings}) => html`<td key=${path} class="path value">${settings[name] ?? '–'}</td>`)}</tr>`)}</tbody></table></div>`}</section>`;
}

function Curves({runs}) {
  const [weight, setWeight] = useState(0);
  const [log, setLog] = useState(false);
  const steps = useMemo(() => [...new Set(runs.flatMap(({series}) => series.step))].sort((a, b) => a - b), [runs]);
  const shown = useMemo(() => charts.map(([metric, name, dots]) => [name, runs.map((run) => ({label: run.run, dots, values: over(steps, run.series, metric)}))])
    .filter(([, curves]) => curves.some(({values}) => values.some((value) => value !== null))), [runs, steps]);
  if (shown.length === 0) return html`<p class="empty">No step is complete yet.</p>`;
  return html`<section aria-label="Curves"><div class="bar"><h2>Curves</h2>
      <label>Smoothing <input type="range" min="0" max="0.95" step="0.05" value=${weight} onInput=${(event) => setWeight(Number(event.target.value))}/></label>
      <label><input type="checkbox" checked=${log} onChange=${(event) => setLog(event.target.checked)}/> Logarithmic</label></div>
    <div class="charts">${shown.map(([name, curves]) => html`<${Chart} key=${name} title=${name} steps=${steps} curves=${curves} weight=${weight} log=${log} sync="compare"/>`)}</div></section>`;
}

// A run's values where these steps are; null where it has none.
function over(steps, series, metric) {
  const values = new Map((series[metric] ?? []).map((value, i) => [series.step[i], value]));
  return steps.map((step) => values.get(step) ?? null);
}
