// What the policy answered in a step: a prompt with its completions side by side. j and k go from prompt to prompt, t shows tokens, / goes
// to the search.
import {html, useEffect, useMemo, useRef} from '/html.js';
import {Answer, useAnswer} from '/part/answer.js';
import {MetadataSelect, Select, disagreement, hasMetadata, useChoices} from '/part/choices.js';
import {Completion} from '/part/completion.js';
import {Link, go} from '/part/link.js';
import {Prompt} from '/part/prompt.js';
import {toHash, useKeys} from '/part/keys.js';
import {TokenLegend, usePieces} from '/part/tokens.js';

export const title = ({run, step}) => `${run}, step ${step}`;

const mean = (group) => {
  const known = group.completions.map(({reward}) => reward).filter((reward) => reward !== undefined);
  return known.length ? known.reduce((sum, reward) => sum + reward, 0) / known.length : Infinity;
};
const spread = (group) => Math.max(...group.completions.map(({advantage}) => Math.abs(advantage ?? 0)));
const surprise = (group) => Math.min(...group.completions.flatMap(({logprobs}) => logprobs));

const orders = {
  worst: (a, b) => mean(a) - mean(b),
  best: (a, b) => mean(b) - mean(a),
  'largest advantage': (a, b) => spread(b) - spread(a),
  'most surprising': (a, b) => surprise(a) - surprise(b),
};
const audited = {'disagreement with audit': (a, b) => disagreement(b.completions) - disagreement(a.completions)};
const filters = {
  all: () => true,
  errors: (group) => group.completions.some(({error}) => error),
  'without signal': (group) => spread(group) === 0,
  'cut at the limit': (group) => group.completions.some(({stop_reason}) => stop_reason === 'max_tokens'),
  wrong: (group) => group.completions.some(({outcome}) => outcome === false),
};

const texts = (group) => [group.prompt_id, JSON.stringify(group.messages ?? ''), group.reference ?? '', ...group.completions.flatMap(({completion, explanation, error}) => [completion, explanation ?? '', error ?? '']), JSON.stringify(group.metadata ?? '')].join('\n').toLowerCase();

export function Page({warehouse, run, step}) {
  const path = `/run/${warehouse}/${encodeURIComponent(run)}`;
  const answer = useAnswer(`/api${path}/rollouts/${step}`);
  const at = Number(step);
  return html`<nav class="crumbs" aria-label="Where this is"><${Link} to=${path}>${run}<//> / step ${step}</nav>
    <h1>Rollouts of step ${step}</h1>
    <p><button class="quiet" disabled=${at <= 1} onClick=${() => go(`${path}/rollouts/${at - 1}`)}>Step before</button>${' '}
      <button class="quiet" onClick=${() => go(`${path}/rollouts/${at + 1}`)}>Next step</button></p>
    <${Answer} of=${answer}>${(groups) => html`<${Browser} groups=${groups} path=${`/api${path}/rollouts/${step}`}/>`}<//>`;
}

const usual = {search: '', order: 'worst', show: 'all', metadata: '', tokens: ''};

function Browser({groups, path}) {
  const [{search, order, show, metadata, tokens}, choose] = useChoices(usual);
  const input = useRef();
  const offered = useMemo(() => (groups.some(({completions}) => disagreement(completions) >= 0) ? {...orders, ...audited} : orders), [groups]);
  const shown = useMemo(() => groups.filter(filters[show] ?? filters.all).filter(hasMetadata(metadata))
    .filter((group) => texts(group).includes(search.toLowerCase())).sort(offered[order] ?? orders.worst),
    [groups, search, order, show, metadata]);
  const turn = () => choose({tokens: tokens ? '' : 'yes'});
  useKeys(input, {t: turn});
  useEffect(toHash, [groups]);
  if (groups.length === 0) return html`<p class="empty">Nothing was sampled in this step yet.</p>`;
  return html`<div class="bar" role="search">
      <label>Search <input ref=${input} type="search" value=${search} onInput=${(event) => choose({search: event.target.value})}/></label>
      <${Select} label="Order" value=${order} options=${Object.keys(offered).map((name) => [name])} onChange=${(value) => choose({order: value})}/>
      <${Select} label="Show" value=${show} options=${Object.keys(filters).map((name) => [name])} onChange=${(value) => choose({show: value})}/>
      <${MetadataSelect} prompts=${groups} value=${metadata} onChange=${(value) => choose({metadata: value})}/>
      <label><input type="checkbox" checked=${Boolean(tokens)} onChange=${turn}/> Tokens</label>
      ${tokens && html`<${TokenLegend}/>`}
      <span class="faint" aria-live="polite">${shown.length} of ${groups.length} prompts · keys j, k, t, /</span></div>
    ${shown.map((group) => html`<${Group} key=${group.prompt_id} path=${path} tokens=${Boolean(tokens)} ...${group}/>`)}`;
}

function Group({path, tokens, prompt_id, messages, reference, metadata, completions}) {
  const sorted = [...completions].sort((a, b) => (b.reward ?? -Infinity) - (a.reward ?? -Infinity));
  const pieces = usePieces(`${path}/tokens?prompt=${encodeURIComponent(prompt_id)}`, tokens);
  return html`<article class="group" id=${prompt_id} tabindex="0" aria-label=${`Prompt ${prompt_id}`}>
    <${Prompt} ...${{prompt_id, messages, reference, metadata}}/>
    <div class="completions">${sorted.map((completion) => html`<${Completion} key=${completion.sample} id=${`${prompt_id}/${completion.sample}`} pieces=${pieces?.[completion.sample]} ...${completion}/>`)}</div>
  </article>`;
}
