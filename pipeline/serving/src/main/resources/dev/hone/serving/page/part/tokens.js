// The tokens of a completion as text, each on a ground that says how likely it was.
import {html, useEffect, useState} from '/html.js';
import {ask} from '/api.js';
import {number} from '/format.js';

// From which probability on a token is as likely as that; the last class is for all that are less likely.
const classes = [[0.9, 'sure'], [0.5, 'likely'], [0.2, 'open'], [0.05, 'unlikely'], [0, 'rare']];
const classOf = (logprob) => classes.find(([least]) => Math.exp(logprob) >= least)[1];

// The texts by sample, once they are wanted; nothing until then, or where the server has none.
export function usePieces(path, wanted) {
  const [pieces, setPieces] = useState();
  useEffect(() => {
    if (!wanted || pieces) return undefined;
    const stop = new AbortController();
    ask(path, {signal: stop.signal}).then(setPieces, (problem) => problem.name !== 'AbortError' && setPieces({}));
    return () => stop.abort();
  }, [path, wanted]);
  return wanted ? pieces : undefined;
}

export const Tokens = ({pieces, logprobs}) => html`<pre class="text tokens">${pieces.map((piece, i) => html`<span key=${i} class=${classOf(logprobs[i])} title=${`${JSON.stringify(piece)}: probability ${number(Math.exp(logprobs[i]))}, log-probability ${number(logprobs[i])}`}>${piece === '' ? html`<small class="tag">·</small>` : piece}</span>`)}</pre>`;

export const TokenLegend = () => html`<span class="tokens legend" aria-label="Probability of a token">${classes.map(([least, name]) => html`<span key=${name} class=${name}>${least === 0 ? '< 0.05' : `≥ ${least}`}</span>`)}</span>`;
