// What the policy answered in a step: a prompt with its completions side by side. j and k go from prompt to prompt, / to the search.
import {html, useEffect, useMemo, useRef, useState} from '/html.js';
import {number} from '/format.js';
import {Answer, useAnswer} from '/part/answer.js';
import {Link, go} from '/part/link.js';

export const title = ({run, step}) => `${run}, step ${step}`;

const mean = (group) => {
  const known = group.completions.map(({reward}) => reward).filter((reward) => reward !== undefined);
  return known.length ? known.reduce((sum, reward) => sum + reward, 0) / known.length : Infinity;
};
const spread = (group) => Math.max(...group.completions.map(({advantage}) => Math.abs(advantage ?? 0)));
const surprise = (group) => Math.min(...group.completions.map(({logprob, tokens}) => logprob / Math.max(1, tokens)));

const orders = {
  worst: (a, b) => mean(a) - mean(b),
  best: (a, b) => mean(b) - mean(a),
  'largest advantage': (a, b) => spread(b) - spread(a),
  'most surprising': (a, b) => surprise(a) - surprise(b),
};
const filters = {
  all: () => true,
  errors: (group) => group.completions.some(({error}) => error),
  'without signal': (group) => spread(group) === 0,
  'cut at the limit': (group) => group.completions.some(({stop_reason}) => stop_reason === 'max_tokens'),
  wrong: (group) => group.completions.some(({outcome}) => outcome === false),
};

const texts = (group) => [group.prompt_id, JSON.stringify(group.messages ?? ''), group.reference ?? '', ...group.completions.flatMap(({completion, explanation, error}) => [completion, explanation ?? '', error ?? ''])].join('\n').toLowerCase();

export function Page({warehouse, run, step}) {
  const path = `/run/${warehouse}/${encodeURIComponent(run)}`;
  const answer = useAnswer(`/api${path}/rollouts/${step}`);
  const at = Number(step);
  return html`<nav class="crumbs" aria-label="Where this is"><${Link} to=${path}>${run}<//> / step ${step}</nav>
    <h1>Rollouts of step ${step}</h1>
    <p><button class="quiet" disabled=${at <= 1} onClick=${() => go(`${path}/rollouts/${at - 1}`)}>Step before</button>${' '}
      <button class="quiet" onClick=${() => go(`${path}/rollouts/${at + 1}`)}>Next step</button></p>
    <${Answer} of=${answer}>${(groups) => html`<${Browser} groups=${groups}/>`}<//>`;
}

function Browser({groups}) {
  const [search, setSearch] = useState('');
  const [order, setOrder] = useState('worst');
  const [filter, setFilter] = useState('all');
  const input = useRef();
  const shown = useMemo(() => groups.filter(filters[filter]).filter((group) => texts(group).includes(search.toLowerCase())).sort(orders[order]),
    [groups, search, order, filter]);
  useKeys(input);
  if (groups.length === 0) return html`<p class="empty">Nothing was sampled in this step yet.</p>`;
  return html`<div class="bar" role="search">
      <label>Search <input ref=${input} type="search" value=${search} onInput=${(event) => setSearch(event.target.value)}/></label>
      <label>Order <select value=${order} onChange=${(event) => setOrder(event.target.value)}>${Object.keys(orders).map((name) => html`<option key=${name}>${name}</option>`)}</select></label>
      <label>Show <select value=${filter} onChange=${(event) => setFilter(event.target.value)}>${Object.keys(filters).map((name) => html`<option key=${name}>${name}</option>`)}</select></label>
      <span class="faint" aria-live="polite">${shown.length} of ${groups.length} prompts · keys j, k, /</span></div>
    ${shown.map((group) => html`<${Group} key=${group.prompt_id} ...${group}/>`)}`;
}

// j and k move between prompts, / goes to the search; not while somebody types.
function useKeys(input) {
  useEffect(() => {
    const press = (event) => {
      if (event.target.closest('input, select, textarea') || event.metaKey || event.ctrlKey || event.altKey) return;
      const prompts = [...document.querySelectorAll('.group')];
      const now = prompts.indexOf(document.activeElement);
      if (event.key === '/') input.current?.focus();
      else if (event.key === 'j') prompts[Math.min(prompts.length - 1, now + 1)]?.focus();
      else if (event.key === 'k') prompts[Math.max(0, now - 1)]?.focus();
      else return;
      event.preventDefault();
    };
    addEventListener('keydown', press);
    return () => removeEventListener('keydown', press);
  }, []);
}

function Group({prompt_id, messages, reference, completions}) {
  const sorted = [...completions].sort((a, b) => (b.reward ?? -Infinity) - (a.reward ?? -Infinity));
  return html`<article class="group" id=${prompt_id} tabindex="0" aria-label=${`Prompt ${prompt_id}`}>
    <header><h2 class="path"><a href=${`#${prompt_id}`}>${prompt_id.slice(0, 16)}</a></h2>
      ${reference !== undefined && html`<p>Reference <code class="text">${pretty(reference)}</code></p>`}</header>
    <details><summary>Prompt</summary>${Array.isArray(messages) ? messages.map((message, i) => html`<p key=${i}><span class="tag">${message.role}</span> <span class="text">${typeof message.content === 'string' ? message.content : JSON.stringify(message.content)}</span></p>`) : html`<p class="faint">The prompt is no longer there.</p>`}</details>
    <div class="completions">${sorted.map((completion) => html`<${Completion} key=${completion.sample} ...${completion}/>`)}</div>
  </article>`;
}

function Completion({sample, completion, reward, outcome, advantage, components, explanation, error, stop_reason, tokens}) {
  const {thought, answer} = split(completion);
  const tone = error ? 'bad' : outcome === true ? 'good' : outcome === false ? 'warn' : 'calm';
  return html`<section class="completion" aria-label=${`Completion ${sample}`}>
    <p><span class=${`state ${tone}`}>${error ? 'no reward' : number(reward)}</span> <span class="faint num">advantage ${number(advantage)} · ${tokens} tokens${stop_reason === 'max_tokens' ? ' · cut' : ''} · #${sample}</span></p>
    ${thought && html`<details><summary>Reasoning</summary><pre class="text">${thought}</pre></details>`}
    <pre class="text">${pretty(answer)}</pre>
    ${error && html`<p class="problem">${error}</p>`}
    ${Object.keys(components ?? {}).length > 1 && html`<p class="faint">${Object.entries(components).map(([name, value]) => `${name} ${number(value)}`).join(' · ')}</p>`}
    ${explanation && html`<p class="faint">${explanation}</p>`}
  </section>`;
}

// The thoughts before the answer, where there are some.
function split(text) {
  const end = text.indexOf('</think>');
  return end < 0 ? {thought: '', answer: text} : {thought: text.slice(0, end).replace('<think>', '').trim(), answer: text.slice(end + '</think>'.length).trim()};
}

// JSON in lines, everything else as it is.
function pretty(text) {
  if (!/^\s*[[{]/.test(text)) return text;
  try {
    return JSON.stringify(JSON.parse(text), null, 1);
  } catch {
    return text;
  }
}
