// The reward of a run: its definition, what it says of an answer that is typed in, and how what it paid is distributed.
import {html, useMemo, useState} from '/html.js';
import {ask} from '/api.js';
import {number} from '/format.js';
import {Answer, useAnswer} from '/part/answer.js';
import {Chart} from '/part/chart.js';
import {Heat} from '/part/heat.js';
import {Link} from '/part/link.js';
import {Log} from '/page/jobs.js';

export const title = ({run}) => `Reward of ${run}`;

export function Page({warehouse, run, scope}) {
  const path = `/run/${warehouse}/${encodeURIComponent(run)}`;
  const answer = useAnswer(`/api${path}/reward`);
  return html`<nav class="crumbs" aria-label="Where this is"><${Link} to=${path}>${run}<//> / reward</nav>
    <h1>Reward of ${run}</h1>
    <${Answer} of=${answer}>${(reward) => html`<${Definition} spec=${reward.spec} mayCheck=${scope === 'admin'}/>${scope === 'admin' && html`<${Trial} path=${`/api${path}`}/>`}<${Distribution} ...${reward}/>`}<//>`;
}

function Definition({spec, mayCheck}) {
  const written = [section(spec, 'reward'), section(spec, 'audit'), ...spec.split('\n').filter((line) => /^# --set (reward|audit)\b/.test(line))].filter(Boolean).join('\n');
  return html`<section aria-label="Definition"><h2>Definition</h2>
    ${written ? html`<pre>${written}</pre>` : html`<p class="empty">The specification has no section reward.</p>`}
    ${mayCheck && written ? html`<${Check} spec=${spec}/>` : html`<p class="faint">Is it fit to train with? <code>scripts/hone reward check --spec FILE</code> scores right, empty, wrong and tricky answers.</p>`}</section>`;
}

// The reward on right, empty, wrong and tricky answers, as hone reward check says it; a judge is asked, and costs what it costs.
function Check({spec}) {
  const [state, setState] = useState({});
  const check = () => ask('/api/jobs', {method: 'POST', body: {kind: 'reward_check', spec}}).then((job) => setState({job}), (problem) => setState({problem}));
  return html`<p><button class="quiet" onClick=${check}>Check it</button> <span class="faint">scores right, empty, wrong and tricky answers</span></p>
    <div aria-live="polite">${state.problem && html`<p class="problem">${state.problem.message}</p>`}${state.job && html`<${Log} key=${state.job.job} job=${state.job.job}/>`}</div>`;
}

// A section of YAML as it is written: its line, and the deeper ones below it.
function section(spec, name) {
  const lines = spec.split('\n');
  const from = lines.findIndex((line) => line.startsWith(`${name}:`));
  if (from < 0) return '';
  const length = lines.slice(from + 1).findIndex((line) => /^[^\s#-]/.test(line));
  return lines.slice(from, length < 0 ? undefined : from + 1 + length).filter((line) => !line.startsWith('#')).join('\n').trimEnd();
}

const steps = ({from, to}) => (from === to ? `step ${from}` : `steps ${from}–${to}`);

function Distribution({low, high, spans}) {
  const at = useMemo(() => spans.map(({from}) => from), [spans]);
  const quantiles = useMemo(() => [['nine tenths below', 'p90'], ['median', 'median'], ['one tenth below', 'p10']].map(([label, name]) => ({label, values: spans.map((span) => span[name])})), [spans]);
  const components = useMemo(() => [...new Set(spans.flatMap((span) => Object.keys(span.components)))].map((label) => ({label, values: spans.map((span) => span.components[label] ?? null)})), [spans]);
  const errors = useMemo(() => [{label: 'completions', values: spans.map((span) => span.errors)}], [spans]);
  if (spans.length === 0) return html`<p class="empty">Nothing is scored yet.</p>`;
  return html`<section aria-label="What it paid"><h2>What it paid</h2><div class="charts">
    <${Heat} title="Completions by reward" columns=${spans} low=${low} high=${high} name=${steps}/>
    <${Chart} title="Quantiles of the reward" steps=${at} curves=${quantiles} sync="reward"/>
    ${components.length > 0 && html`<${Chart} title="Components" note="mean of each" steps=${at} curves=${components} sync="reward"/>`}
    ${errors[0].values.some((count) => count > 0) && html`<${Chart} title="Rewards that could not be computed" steps=${at} curves=${errors} sync="reward"/>`}</div></section>`;
}

// One answer against one of the data set's prompts. The reward may run a file of the user's, so it needs the admin key.
function Trial({path}) {
  const data = useAnswer(`${path}/data`);
  const [state, setState] = useState({});
  const score = (event) => {
    event.preventDefault();
    const body = Object.fromEntries(new FormData(event.currentTarget));
    setState({waiting: true});
    ask(`${path}/reward/score`, {method: 'POST', body}).then((result) => setState({result}), (problem) => setState({problem}));
  };
  return html`<section aria-label="Try an answer"><h2>Try an answer</h2>
    <${Answer} of=${data}>${({splits}) => (splits.length === 0 ? html`<p class="empty">The data set has no prompts here.</p>` : html`<form class="trial" onSubmit=${score}>
      <${Choice} prompts=${splits.flatMap(({split, samples}) => samples.map((prompt) => ({split, ...prompt})))}/>
      <label>Answer <textarea name="answer" rows="3"></textarea></label>
      <p><button disabled=${state.waiting}>Score</button></p></form>`)}<//>
    <div aria-live="polite">${state.problem && html`<p class="problem">${state.problem.message}</p>`}${state.result && html`<${Result} ...${state.result}/>`}</div></section>`;
}

// One of some prompts, and what it says.
function Choice({prompts}) {
  const [id, setId] = useState(prompts[0]?.prompt_id);
  const {messages = [], reference} = prompts.find(({prompt_id}) => prompt_id === id) ?? {};
  return html`<label>Prompt <select name="prompt_id" required value=${id} onChange=${(event) => setId(event.target.value)}>
      ${prompts.map((prompt) => html`<option key=${prompt.prompt_id} value=${prompt.prompt_id}>${`${prompt.split}: ${said(prompt)}`}</option>`)}</select></label>
    <div class="sample">${(Array.isArray(messages) ? messages : []).map((message, i) => html`<p key=${i}><span class="tag">${message.role}</span> <span class="text">${typeof message.content === 'string' ? message.content : JSON.stringify(message.content)}</span></p>`)}
      ${reference !== undefined && html`<p><span class="tag">reference</span> <code class="text">${reference}</code></p>`}</div>`;
}

// What its last message says.
function said({prompt_id, messages}) {
  const content = Array.isArray(messages) ? messages.at(-1)?.content : undefined;
  const text = typeof content === 'string' ? content : prompt_id;
  return text.length > 100 ? `${text.slice(0, 100)}…` : text;
}

function Result({reward, outcome, error, explanation, components}) {
  const tone = error ? 'bad' : outcome === true ? 'good' : outcome === false ? 'warn' : 'calm';
  const parts = Object.entries(components);
  return html`<p><span class=${`state ${tone}`}>${error ? 'no reward' : number(reward)}</span> <span class="faint">${outcome === undefined ? '' : outcome ? 'a success · ' : 'no success · '}${parts.map(([name, value]) => `${name} ${number(value)}`).join(' · ')}</span></p>
    ${error && html`<p class="problem">${error}</p>`}${explanation && html`<p class="text">${explanation}</p>`}`;
}
