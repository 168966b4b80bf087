// Asks the server when the page comes and when what it asks changes, and shows that it waits or what went wrong.
import {html, useEffect, useState} from '/html.js';
import {ask} from '/api.js';

// again: asks anew when it changes, and shows what it has until then.
export function useAnswer(path, {everyMillis, again} = {}) {
  const [state, setState] = useState({});
  useEffect(() => {
    const stop = new AbortController();
    let timer;
    const load = () =>
      ask(path, {signal: stop.signal}).then(
        (answer) => setState({path, answer}),
        (problem) => problem.name !== 'AbortError' && setState((before) => ({path, answer: before.answer, problem})),
      ).finally(() => {
        if (everyMillis && !stop.signal.aborted) timer = setTimeout(load, everyMillis);
      });
    load();
    return () => {
      stop.abort();
      clearTimeout(timer);
    };
  }, [path, everyMillis, again]);
  return state.path === path ? state : {};
}

export function Answer({of, children}) {
  if (of.problem && !of.answer) return html`<p class="problem" role="alert">${of.problem.message}</p>`;
  if (!of.answer) return html`<p class="waiting" aria-busy="true">Reading …</p>`;
  return html`${of.problem && html`<p class="problem" role="alert">${of.problem.message}</p>`}${children(of.answer)}`;
}
