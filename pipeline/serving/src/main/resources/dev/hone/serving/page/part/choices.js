// What is searched, ordered and filtered on a page of prompts: it stands in the address, so that a link shows the same.
import {html, useState} from '/html.js';

// [choices, choose(name, value)]; usual: the values that are not written into the address.
export function useChoices(usual) {
  const [choices, setChoices] = useState(() => ({...usual, ...Object.fromEntries(new URLSearchParams(location.search))}));
  const choose = (change) => {
    const next = {...choices, ...change};
    setChoices(next);
    const query = new URLSearchParams(Object.entries(next).filter(([name, value]) => value !== '' && value !== usual[name])).toString();
    history.replaceState(null, '', location.pathname + (query ? `?${query}` : '') + location.hash);
  };
  return [choices, choose];
}

export const Select = ({label, value, options, onChange}) => html`<label>${label} <select value=${value} onChange=${(event) => onChange(event.target.value)}>
  ${options.map(([option, text = option]) => html`<option key=${option} value=${option} selected=${option === value}>${text}</option>`)}</select></label>`;

// The scalar members of prompts' metadata: each name with its values, where there are at least two and few enough to choose from.
export function metadataOf(prompts) {
  const values = new Map();
  for (const {metadata} of prompts) {
    if (metadata === null || typeof metadata !== 'object' || Array.isArray(metadata)) continue;
    for (const [name, value] of Object.entries(metadata)) {
      if (typeof value !== 'object') values.set(name, (values.get(name) ?? new Set()).add(String(value)));
    }
  }
  return [...values].filter(([, found]) => found.size > 1 && found.size <= 50).map(([name, found]) => [name, [...found].sort()]).sort();
}

// Two selects, a member and its value; the choice is written NAME=VALUE.
export function MetadataSelect({prompts, value, onChange}) {
  const members = metadataOf(prompts);
  if (members.length === 0) return null;
  const options = members.flatMap(([name, values]) => values.map((one) => [`${name}=${one}`]));
  return html`<${Select} label="Metadata" value=${value} options=${[['', 'any'], ...options]} onChange=${onChange}/>`;
}

export const hasMetadata = (choice) => ({metadata}) => choice === '' || Object.entries(metadata ?? {}).some(([name, value]) => `${name}=${value}` === choice);

// How far a reward and those that did not train lie apart, at most.
export const disagreement = (completions) => Math.max(-1, ...completions.flatMap(({reward, rescores}) =>
  (reward === undefined ? [] : Object.values(rescores ?? {}).map((other) => Math.abs(other - reward)))));
