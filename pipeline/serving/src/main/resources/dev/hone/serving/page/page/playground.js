// The same question to several policies, their answers side by side as they come, and what the reward says of each.
import {html, useEffect, useRef, useState} from '/html.js';
import {ask} from '/api.js';
import {number} from '/format.js';
import {Answer, useAnswer} from '/part/answer.js';
import {Tokens, TokenLegend} from '/part/tokens.js';

// As many as are read side by side.
const maxPolicies = 4;
export const title = () => 'Playground';

export function Page({scope}) {
  const answer = useAnswer('/api/playground');
  if (answer.problem) return html`<h1>Playground</h1><p class="empty">Policies answer here where the pages come from <code>scripts/hone serve</code>. <code>scripts/hone deploy RUN --as NAME</code> puts a run's policy behind a name first.</p>`;
  if (scope !== 'admin') return html`<h1>Playground</h1><p class="empty">To ask policies takes the admin key: open the link for changes that the server printed.</p>`;
  return html`<h1>Playground</h1><${Answer} of=${answer}>${(found) => html`<${Playground} ...${found}/>`}<//>`;
}

function Playground({policies, kept}) {
  const [chosen, setChosen] = useState(() => policies.slice(-2).map(({name}) => name));
  const [question, setQuestion] = useState({system: '', user: '', reference: '', temperature: '0', seed: '1', max_tokens: '256'});
  const [asked, setAsked] = useState(null);
  const [said, setSaid] = useState('');
  const set = (name) => (event) => setQuestion((before) => ({...before, [name]: event.target.value}));
  const messages = [...(question.system.trim() ? [{role: 'system', content: question.system}] : []), {role: 'user', content: question.user}];
  const start = (event) => {
    event.preventDefault();
    setAsked({number: (asked?.number ?? 0) + 1, names: chosen, messages, question});
  };
  const keep = () => ask('/api/playground/keep', {method: 'POST', body: {messages, reference: question.reference}})
    .then(() => setSaid(`Kept in ${kept}`), (problem) => setSaid(problem.message));
  if (policies.length === 0) return html`<p class="empty">Nothing is deployed yet. <code>scripts/hone deploy RUN --as NAME</code> puts a run's policy behind a name.</p>`;
  return html`<form class="trial" onSubmit=${start}>
      <fieldset><legend>Policies</legend>${policies.map(({name, policy}) => html`<label key=${name} class="choice-line"><input type="checkbox" checked=${chosen.includes(name)} disabled=${!chosen.includes(name) && chosen.length >= maxPolicies}
        onChange=${(event) => setChosen(event.target.checked ? [...chosen, name] : chosen.filter((other) => other !== name))}/> ${name} <span class="faint">${policy ?? 'base'}</span></label>`)}</fieldset>
      <label>System <textarea rows="2" value=${question.system} onInput=${set('system')}></textarea></label>
      <label>Question <textarea rows="4" required value=${question.user} onInput=${set('user')}></textarea></label>
      <label>Reference answer, for the reward <textarea rows="1" value=${question.reference} onInput=${set('reference')}></textarea></label>
      <div class="bar">${['temperature', 'seed', 'max_tokens'].map((name) => html`<label key=${name}>${name.replace('_', ' ')} <input type="number" min="0" step=${name === 'temperature' ? '0.1' : '1'} required value=${question[name]} onInput=${set(name)}/></label>`)}
        <button disabled=${chosen.length === 0}>Ask</button> <button type="button" class="quiet" disabled=${!question.user.trim()} onClick=${keep}>Keep as test case</button></div>
      <p class="faint" role="status">${said}</p></form>
    ${asked && html`<section aria-label="Answers"><div class="bar"><h2>Answers</h2><${TokenLegend}/></div>
      <div class="completions">${asked.names.map((name) => html`<${Reply} key=${`${asked.number} ${name}`} name=${name} hasRun=${policies.some((policy) => policy.name === name && policy.policy)} ...${asked}/>`)}</div></section>`}`;
}

function Reply({name, hasRun, messages, question}) {
  const [tokens, setTokens] = useState([]);
  const [state, setState] = useState({});
  const begun = useRef();
  useEffect(() => {
    const stop = new AbortController();
    begun.current = performance.now();
    stream({model: name, messages, temperature: Number(question.temperature), seed: Number(question.seed), max_tokens: Number(question.max_tokens)}, stop.signal,
      (token) => setTokens((before) => [...before, token]))
      .then((finish) => setState({finish, seconds: (performance.now() - begun.current) / 1000}), (problem) => problem.name !== 'AbortError' && setState({problem}));
    return () => stop.abort();
  }, []);
  useEffect(() => {
    if (!state.finish || !hasRun) return;
    ask('/api/playground/score', {method: 'POST', body: {model: name, messages, reference: question.reference, answer: tokens.map(({text}) => text).join('')}})
      .then((score) => setState((before) => ({...before, score})), (refused) => setState((before) => ({...before, score: {error: refused.message}})));
  }, [state.finish]);
  const {finish, seconds, problem, score} = state;
  return html`<section class="completion" aria-label=${name}><p><strong>${name}</strong> <span class="faint">${finish ? `${tokens.length} tokens in ${number(seconds, 1)} s${finish === 'length' ? ' · cut' : ''}` : problem ? '' : '…'}</span></p>
    ${problem && html`<p class="problem" role="alert">${problem.message}</p>`}
    <div aria-live="polite" aria-busy=${!finish}><${Tokens} pieces=${tokens.map(({text}) => text)} logprobs=${tokens.map(({logprob}) => logprob)}/></div>
    ${score && (score.error ? html`<p class="problem">${score.error}</p>` : html`<p><span class=${`state ${score.outcome === true ? 'good' : score.outcome === false ? 'warn' : 'calm'}`}>${number(score.reward)}</span> <span class="faint">${score.explanation}</span></p>`)}
  </section>`;
}

// Calls found(token) for each token with its text and log-probability; gives why the answer ended.
async function stream(question, signal, found) {
  const response = await fetch('/api/playground/chat', {method: 'POST', signal, headers: {'Content-Type': 'application/json'}, body: JSON.stringify({...question, stream: true, logprobs: true})});
  if (!response.ok) throw new Error((await response.json()).error.message);
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = '';
  let finish = 'stop';
  for (let piece = await reader.read(); !piece.done; piece = await reader.read()) {
    const events = (rest + piece.value).split('\n\n');
    rest = events.pop();
    for (const event of events) {
      if (!event.startsWith('data: {')) continue;
      const chunk = JSON.parse(event.slice('data: '.length));
      if (chunk.error) throw new Error(chunk.error.message);
      const choice = chunk.choices[0];
      if (choice?.logprobs) found({text: choice.delta.content ?? '', logprob: choice.logprobs.content[0].logprob});
      else if (choice?.delta?.content) found({text: choice.delta.content, logprob: 0});
      finish = choice?.finish_reason ?? finish;
    }
  }
  return finish;
}
