// What the base policy and the trained one answered to the same prompts, beside each other.
import {html, useEffect, useMemo, useRef} from '/html.js';
import {Answer, useAnswer} from '/part/answer.js';
import {MetadataSelect, Select, disagreement, hasMetadata, useChoices} from '/part/choices.js';
import {Completion} from '/part/completion.js';
import {Link} from '/part/link.js';
import {Prompt} from '/part/prompt.js';
import {toHash, useKeys} from '/part/keys.js';

export const title = ({run, split}) => `${run}, ${split} answers`;

const mean = (answers) => (answers.length ? answers.reduce((sum, {reward}) => sum + (reward ?? 0), 0) / answers.length : 0);
const gain = ({base, tuned}) => mean(tuned) - mean(base);
const both = ({base, tuned}) => [...base, ...tuned];
const orders = {
  'greatest loss': (a, b) => gain(a) - gain(b),
  'greatest gain': (a, b) => gain(b) - gain(a),
};
const audited = {'disagreement with audit': (a, b) => disagreement(both(b)) - disagreement(both(a))};
const filters = {
  all: () => true,
  better: (pair) => gain(pair) > 0,
  worse: (pair) => gain(pair) < 0,
  'still wrong': ({tuned}) => tuned.some(({outcome}) => outcome === false),
  errors: (pair) => both(pair).some(({error}) => error),
};
const texts = ({prompt_id, messages, reference, metadata, base, tuned}) => [prompt_id, JSON.stringify(messages ?? ''), reference ?? '', JSON.stringify(metadata ?? ''), ...[...base, ...tuned].map(({completion}) => completion)].join('\n').toLowerCase();

export function Page({warehouse, run, split}) {
  const path = `/run/${warehouse}/${encodeURIComponent(run)}`;
  const answer = useAnswer(`/api${path}/answers/${split}`);
  return html`<nav class="crumbs" aria-label="Where this is"><${Link} to=${path}>${run}<//> / ${split} answers</nav>
    <h1>Base and tuned on the ${split} prompts</h1>
    <p>${['test', 'validation'].map((name) => html`<${Link} key=${name} to=${`${path}/answers/${name}`} aria-current=${name === split ? 'page' : undefined}>${name}<//> `)}</p>
    <${Answer} of=${answer}>${({tuned_step, pairs}) => html`<${Pairs} step=${tuned_step} pairs=${pairs}/>`}<//>`;
}

const usual = {search: '', order: 'greatest loss', show: 'all', metadata: ''};

function Pairs({step, pairs}) {
  const [{search, order, show, metadata}, choose] = useChoices(usual);
  const input = useRef();
  const offered = useMemo(() => (pairs.some((pair) => disagreement(both(pair)) >= 0) ? {...orders, ...audited} : orders), [pairs]);
  const shown = useMemo(() => pairs.filter(filters[show] ?? filters.all).filter(hasMetadata(metadata))
    .filter((pair) => texts(pair).includes(search.toLowerCase())).sort(offered[order] ?? orders['greatest loss']),
    [pairs, search, order, show, metadata]);
  useKeys(input);
  useEffect(toHash, [pairs]);
  if (pairs.length === 0) return html`<p class="empty">Nothing of this split was evaluated yet.</p>`;
  return html`${step === 0 && html`<p class="note">Only the base policy was evaluated on this split: the run has not ended yet, or the base is what it kept.</p>`}
    <div class="bar" role="search">
      <label>Search <input ref=${input} type="search" value=${search} onInput=${(event) => choose({search: event.target.value})}/></label>
      <${Select} label="Order" value=${order} options=${Object.keys(offered).map((name) => [name])} onChange=${(value) => choose({order: value})}/>
      <${Select} label="Show" value=${show} options=${Object.keys(filters).map((name) => [name])} onChange=${(value) => choose({show: value})}/>
      <${MetadataSelect} prompts=${pairs} value=${metadata} onChange=${(value) => choose({metadata: value})}/>
      <span class="faint" aria-live="polite">${shown.length} of ${pairs.length} prompts · keys j, k, /</span></div>
    ${shown.map((pair) => html`<${Pair} key=${pair.prompt_id} step=${step} ...${pair}/>`)}`;
}

const Pair = ({step, prompt_id, messages, reference, metadata, base, tuned}) => html`<article class="group" id=${prompt_id} tabindex="0" aria-label=${`Prompt ${prompt_id}`}>
  <${Prompt} ...${{prompt_id, messages, reference, metadata}}/>
  <div class="completions">
    ${base.map((one) => html`<${Completion} key=${`base${one.sample}`} id=${`${prompt_id}/base/${one.sample}`} label="Base" ...${one}/>`)}
    ${tuned.map((one) => html`<${Completion} key=${`tuned${one.sample}`} id=${`${prompt_id}/tuned/${one.sample}`} label=${`Step ${step}`} ...${one}/>`)}</div>
</article>`;
