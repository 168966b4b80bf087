// One run: where it stands, what to look at, its curves, its settings.
import {html, useEffect, useMemo, useState} from '/html.js';
import {listen} from '/api.js';
import {dollars, duration, gained, number, percent, time} from '/format.js';
import {Answer, useAnswer} from '/part/answer.js';
import {Chart} from '/part/chart.js';
import {Lineage} from '/part/lineage.js';
import {Link} from '/part/link.js';
import {State} from '/part/state.js';

export const title = ({run}) => run;

// Which metrics stand together, and under which words; spread: the metric that is drawn as a band above and below. A chart without any of its
// metrics is left out.
const charts = [
  ['Reward', [['reward', 'train', {spread: 'reward_std'}], ['validation/reward', 'validation', {dots: true, spread: 'validation/reward_std'}], ['validation/audit_reward', 'audit', {dots: true}]]],
  ['Accuracy', [['outcome_rate', 'train'], ['validation/accuracy', 'validation', {dots: true}]]],
  ['Spread of rewards within groups', [['reward_std', 'standard deviation']]],
  ['Reward margin', [['reward_margin', 'best less worst of a group']]],
  ['Groups without signal', [['frac_reward_zero_std', 'share']]],
  ['Rewards that could not be computed', [['rewards/error_rate', 'train'], ['validation/error_rate', 'validation', {dots: true}]]],
  ['Loss', [['policy_loss', 'policy'], ['sft/loss', 'supervised']]],
  ['KL to the reference', [['kl', 'nats a token']]],
  ['Entropy', [['entropy', 'nats']]],
  ['Gradient norm', [['grad_norm', 'norm']]],
  ['Clipped tokens', [['clip_ratio/region_mean', 'share']]],
  ['Length', [['completions/mean_length', 'mean'], ['completions/max_length', 'longest'], ['completions/mean_reasoning_length', 'reasoning']]],
  ['Answers cut at the limit', [['completions/clipped_ratio', 'share']]],
  ['Different completions', [['completions/distinct', 'completions']]],
  ['Sampler against trainer', [['sampling/sampling_logp_difference/mean', 'mean'], ['sampling/sampling_logp_difference/max', 'greatest']]],
  ['Reward latency', [['judge/latency_mean', 'milliseconds']]],
  ['Cost of judges', [['judge/cost_usd', 'US dollars']]],
  ['Correlation of reward with form', [['watch/correlation/length', 'length'], ['watch/correlation/lists', 'lists'], ['watch/correlation/bold', 'bold']]],
  ['Learning rate', [['learning_rate', 'rate']]],
];

const component = /^rewards\/(.+)\/mean$/;

export function Page({warehouse, run}) {
  const path = `/api/run/${warehouse}/${encodeURIComponent(run)}`;
  const [events, setEvents] = useState(0);
  const answer = useAnswer(path, {again: events});
  const live = answer.answer?.state.startsWith('running');
  useEffect(() => (live ? listen(`${path}/events`, ['run', 'end'], () => setEvents((n) => n + 1)) : undefined), [path, live]);
  return html`<${Answer} of=${answer}>${(found) => html`<${Run} ...${found} warehouse=${warehouse}/>`}<//>`;
}

function Run({warehouse, run, state, reason, kind, base_model, created_at, updated_at, planned_steps, completed_steps, base, tuned, gain, cost_usd, spec, settings, written, notes, series}) {
  const [weight, setWeight] = useState(0);
  const [log, setLog] = useState(false);
  const rollouts = (step) => `/run/${warehouse}/${encodeURIComponent(run)}/rollouts/${step}`;
  return html`<h1>${run} <${State} state=${state} reason=${reason}/></h1>
    <nav aria-label="More of this run"><${Link} to=${`/run/${warehouse}/${encodeURIComponent(run)}/data`}>Data<//> · <${Link} to=${`/run/${warehouse}/${encodeURIComponent(run)}/reward`}>Reward<//> · <a href=${`/api/run/${warehouse}/${encodeURIComponent(run)}/report`} download>Report</a></nav>
    <${Headline} ...${{state, kind, reason, base_model, created_at, updated_at, planned_steps, completed_steps, base, tuned, gain, cost_usd, series}}/>
    ${kind !== 'sft' && series.step.length > 0 && html`<p><${Link} to=${rollouts(series.step.at(-1))}>Rollouts of the last step<//> · <${Link} to=${rollouts(1)}>of the first<//> · <${Link} to=${`/run/${warehouse}/${encodeURIComponent(run)}/search`}>search all<//> · <${Link} to=${`/run/${warehouse}/${encodeURIComponent(run)}/answers/test`}>base and tuned answers<//></p>`}
    ${notes.length > 0 && html`<section aria-label="Notes"><h2>What to look at</h2>
      <ul class="notes">${notes.map((note) => html`<li key=${note.title}><strong>${note.title}.</strong> ${note.text} <span class="faint">${note.advice}</span> ${kind !== 'sft' && html`<${Link} to=${rollouts(note.step)}>Rows of step ${note.step}<//>`}</li>`)}</ul></section>`}
    <section aria-label="Curves">
      <div class="bar"><h2>Curves</h2>
        <label>Smoothing <input type="range" min="0" max="0.95" step="0.05" value=${weight} onInput=${(event) => setWeight(Number(event.target.value))}/></label>
        <label><input type="checkbox" checked=${log} onChange=${(event) => setLog(event.target.checked)}/> Logarithmic</label>
        <a href=${`/api/run/${warehouse}/${encodeURIComponent(run)}/steps.csv`} download>CSV</a>
        <a href=${`/api/run/${warehouse}/${encodeURIComponent(run)}?points=0`} download=${`${run}.json`}>JSON</a></div>
      <${Charts} series=${series} weight=${weight} log=${log}/>
    </section>
    <section><details><summary>Settings</summary><${Settings} settings=${settings} written=${written}/></details>
      <${Lineage} warehouse=${warehouse} run=${run}/>
      <details><summary>Specification as written</summary><pre>${spec}</pre></details></section>`;
}

function Headline({state, kind, reason, base_model, created_at, updated_at, planned_steps, completed_steps, base, tuned, gain, cost_usd, series}) {
  const last = (name) => (series[name] ?? []).filter((value) => value !== null).pop();
  const first = (name) => (series[name] ?? []).find((value) => value !== null);
  const change = last('reward') !== undefined ? last('reward') - first('reward') : undefined;
  const facts = [
    ['step', `${completed_steps} of ${planned_steps}`],
    kind === 'sft' ? ['loss', number(last('sft/loss'))] : ['reward', html`${number(last('reward'))} <span class="faint">${change >= 0 ? '+' : ''}${number(change)}</span>`],
    ...(base === undefined ? [] : [['base → tuned', html`${percent(base)} → <strong>${tuned === undefined ? '…' : percent(tuned)}</strong>`]]),
    ...(gain === undefined ? [] : [[`gain in points, ${gain.prompts} prompts`, gained(gain)]]),
    ['validation', percent(last('validation/accuracy'))],
    ['time', duration((new Date(updated_at) - new Date(created_at)) / 1000)],
    ...(state.startsWith('running') ? [['left, about', duration(left(series, planned_steps - completed_steps))]] : []),
    ...(cost_usd === undefined ? [] : [['judges', dollars(cost_usd)]]),
    ['created', time(created_at)],
  ];
  return html`<dl class="facts">${facts.map(([name, value]) => html`<div key=${name}><dt>${name}</dt><dd>${value}</dd></div>`)}</dl>
    <p class="faint">${reason}${base_model ? ` · ${base_model}` : ''}</p>`;
}

// Seconds that the rest takes at the pace of the last steps; undefined before the first.
function left(series, steps) {
  const last = (series.step_seconds ?? []).filter((value) => value !== null).slice(-10);
  return last.length > 0 ? (steps * last.reduce((sum, seconds) => sum + seconds, 0)) / last.length : undefined;
}

function Charts({series, weight, log}) {
  const shown = useMemo(() => {
    const there = charts.map(([name, metrics]) => [name, metrics
      .filter(([metric]) => (series[metric] ?? []).some((value) => value !== null))
      .map(([metric, label, {dots, spread} = {}]) => ({label, dots, values: series[metric], spread: series[spread]}))]);
    const components = Object.keys(series).filter((name) => component.test(name)).map((name) => ({label: component.exec(name)[1], values: series[name]}));
    there.splice(1, 0, ['Components of the reward', components]);
    const seconds = Object.keys(series).filter((name) => name.endsWith('_seconds') && name !== 'step_seconds')
      .map((name) => ({label: name.replace(/_seconds$/, '').replace(/_/g, ' '), values: series[name]}));
    return [...there, ['Seconds by stage', seconds]].filter(([, curves]) => curves.length > 0);
  }, [series]);
  if (series.step.length === 0) return html`<p class="empty">No step is complete yet.</p>`;
  return html`<div class="charts">${shown.map(([name, curves]) => html`<${Chart} key=${name} title=${name} steps=${series.step} curves=${curves} weight=${weight} log=${log}/>`)}</div>`;
}

const Settings = ({settings, written}) => html`<div class="scroll"><table><thead><tr><th scope="col">setting</th><th scope="col">value</th><th scope="col">from</th></tr></thead><tbody>
  ${Object.entries(settings).map(([name, value]) => html`<tr key=${name}><th scope="row" class="path">${name}</th><td class="path">${value}</td><td class="faint">${origin(name, written)}</td></tr>`)}</tbody></table></div>`;

// What belongs to the run itself, such as the machine's processor, no specification says.
function origin(name, written) {
  if (name.startsWith('run: ')) return 'the run';
  return written.some((path) => path === name || path.startsWith(`${name}.`) || path.startsWith(`${name}[`)) ? 'the specification' : 'default';
}
