// A text in all completions of a run, the newest first. Hits come while the search goes on; what is asked is in the address.
import {html, useEffect, useRef, useState} from '/html.js';
import {listen} from '/api.js';
import {Link} from '/part/link.js';

export const title = ({run}) => `Search ${run}`;

const asked = () => Object.fromEntries(['text', 'from', 'to'].map((name) => [name, new URLSearchParams(location.search).get(name) ?? '']));
const query = (question) => new URLSearchParams(Object.entries(question).filter(([, value]) => value !== '')).toString();

export function Page({warehouse, run}) {
  const path = `/run/${warehouse}/${encodeURIComponent(run)}`;
  const [question, setQuestion] = useState(asked);
  const input = useRef();
  useEffect(() => input.current?.focus(), []);
  const search = (event) => {
    event.preventDefault();
    const next = Object.fromEntries([...new FormData(event.currentTarget)].map(([name, value]) => [name, value.trim()]));
    history.replaceState(null, '', `${path}/search?${query(next)}`);
    setQuestion(next);
  };
  return html`<nav class="crumbs" aria-label="Where this is"><${Link} to=${path}>${run}<//> / search</nav>
    <h1>Search the rollouts of ${run}</h1>
    <form class="bar" role="search" onSubmit=${search}>
      <label>Text <input ref=${input} name="text" type="search" required maxlength="1000" defaultValue=${question.text}/></label>
      <label>from step <input name="from" type="number" min="0" defaultValue=${question.from}/></label>
      <label>to step <input name="to" type="number" min="0" defaultValue=${question.to}/></label>
      <button>Search</button></form>
    ${question.text ? html`<${Hits} key=${query(question)} path=${path} question=${question}/>` : html`<p class="empty">A text in completions, in capitals or not; the newest steps come first.</p>`}`;
}

function Hits({path, question}) {
  const [hits, setHits] = useState([]);
  const [state, setState] = useState({});
  useEffect(() => {
    const stop = listen(`/api${path}/search?${query(question)}`, ['hit', 'progress', 'end', 'problem', 'error'], (name, data) => {
      if (name === 'hit') setHits((before) => [...before, data]);
      else if (name === 'progress') setState(data);
      else {
        stop(); // else the browser would ask again
        setState((before) => ({...before, done: true, more: data?.more, problem: name === 'problem' ? data.message : name === 'error' ? 'The search was cut off. Is hone console still running?' : undefined}));
      }
    });
    return stop;
  }, []);
  const {done, more, problem, file = 0, files} = state;
  return html`${problem && html`<p class="problem" role="alert">${problem}</p>`}
    <p class="faint" role="status">${hits.length}${more ? ' and more' : ''} hits${done ? '' : ' so far'}${!done && files ? html` · <progress value=${file} max=${files}>${file} of ${files}</progress>` : ''}${more ? ' · narrow the text or the steps' : ''}</p>
    ${done && !problem && hits.length === 0 && html`<p class="empty">No completion holds this text.</p>`}
    <ol class="hits">${hits.map((hit) => html`<${Hit} key=${`${hit.step} ${hit.prompt_id} ${hit.sample}`} path=${path} ...${hit}/>`)}</ol>`;
}

const Hit = ({path, step, prompt_id, sample, before, match, after}) => html`<li>
  <${Link} to=${`${path}/rollouts/${step}#${encodeURIComponent(prompt_id)}`}>step ${step} · ${prompt_id.slice(0, 16)} · #${sample}<//>
  <p class="text">${before}<mark>${match}</mark>${after}</p></li>`;
