// One answer: what it was worth, its thoughts folded, its text, how sure the policy was of each token.
import {html, useState} from '/html.js';
import {number} from '/format.js';
import {Tokens} from '/part/tokens.js';

export function Completion({id, sample, completion, reward, outcome, advantage, components, explanation, error, stop_reason, tokens, logprobs, rescores, pieces, label}) {
  const {thought, answer} = split(completion);
  const tone = error ? 'bad' : outcome === true ? 'good' : outcome === false ? 'warn' : 'calm';
  return html`<section class="completion" id=${id} tabindex="-1" aria-label=${label ?? `Completion ${sample}`}>
    <p>${label && html`<strong>${label}</strong> `}<span class=${`state ${tone}`}>${error ? 'no reward' : number(reward)}</span> <span class="faint num">${advantage === undefined ? '' : `advantage ${number(advantage)} · `}${tokens} tokens${stop_reason === 'max_tokens' ? ' · cut' : ''} · #${sample}</span> <${CopyLink} id=${id}/></p>
    ${pieces ? html`<${Tokens} pieces=${pieces} logprobs=${logprobs}/>`
      : html`${thought && html`<details><summary>Reasoning</summary><pre class="text">${thought}</pre></details>`}
      <pre class="text">${pretty(answer)}</pre>
      ${logprobs?.length > 0 && html`<${Surprise} logprobs=${logprobs}/>`}`}
    ${rescores && html`<p class="faint">${Object.entries(rescores).map(([grader, value]) => `${grader} ${number(value)}`).join(' · ')}</p>`}
    ${error && html`<p class="problem">${error}</p>`}
    ${Object.keys(components ?? {}).length > 1 && html`<p class="faint">${Object.entries(components).map(([name, value]) => `${name} ${number(value)}`).join(' · ')}</p>`}
    ${explanation && html`<p class="faint">${explanation}</p>`}
  </section>`;
}

// Copies the address of a row.
export function CopyLink({id}) {
  const [said, setSaid] = useState('');
  const copy = () => {
    const address = `${location.origin}${location.pathname}#${encodeURIComponent(id)}`;
    navigator.clipboard.writeText(address).then(() => setSaid('Copied'), () => setSaid('The browser forbids it'));
  };
  return html`<button class="quiet small" onClick=${copy} aria-label=${`Copy the link to ${id}`}>${said || 'Link'}</button>`;
}

// A bar for each token, the taller the less likely it was.
function Surprise({logprobs}) {
  const worst = Math.min(...logprobs);
  const words = `${logprobs.length} tokens; the least likely had the probability ${number(Math.exp(worst))}, at place ${logprobs.indexOf(worst) + 1}`;
  return html`<svg class="surprise" viewBox=${`0 0 ${logprobs.length} 8`} preserveAspectRatio="none" role="img" aria-label=${words}><title>${words}</title>
    ${logprobs.map((logprob, i) => html`<rect key=${i} x=${i + 0.1} width="0.8" y=${8 - height(logprob)} height=${height(logprob)} class=${logprob < -2.3 ? 'rare' : ''}/>`)}</svg>`;
}

const height = (logprob) => Math.min(8, Math.max(0.4, -1.6 * logprob));

// The thoughts before the answer, where there are some.
function split(text) {
  const end = text.indexOf('</think>');
  return end < 0 ? {thought: '', answer: text} : {thought: text.slice(0, end).replace('<think>', '').trim(), answer: text.slice(end + '</think>'.length).trim()};
}

// JSON in lines, everything else as it is.
export function pretty(text) {
  if (!/^\s*[[{]/.test(text)) return text;
  try {
    return JSON.stringify(JSON.parse(text), null, 1);
  } catch {
    return text;
  }
}
