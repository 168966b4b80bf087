// The reward of a run: its definition, and how what it paid is distributed.
import {html, useMemo} from '/html.js';
import {Answer, useAnswer} from '/part/answer.js';
import {Chart} from '/part/chart.js';
import {Heat} from '/part/heat.js';
import {Link} from '/part/link.js';

export const title = ({run}) => `Reward of ${run}`;

export function Page({warehouse, run}) {
  const path = `/run/${warehouse}/${encodeURIComponent(run)}`;
  const answer = useAnswer(`/api${path}/reward`);
  return html`<nav class="crumbs" aria-label="Where this is"><${Link} to=${path}>${run}<//> / reward</nav>
    <h1>Reward of ${run}</h1>
    <${Answer} of=${answer}>${(reward) => html`<${Definition} spec=${reward.spec}/><${Distribution} ...${reward}/>`}<//>`;
}

function Definition({spec}) {
  const written = [section(spec, 'reward'), section(spec, 'audit'), ...spec.split('\n').filter((line) => /^# --set (reward|audit)\b/.test(line))].filter(Boolean).join('\n');
  return html`<section aria-label="Definition"><h2>Definition</h2>
    ${written ? html`<pre>${written}</pre>` : html`<p class="empty">The specification has no section reward.</p>`}
    <p class="faint">Is it fit to train with? <code>scripts/hone reward check --spec FILE</code> scores right, empty, wrong and tricky answers.</p></section>`;
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
