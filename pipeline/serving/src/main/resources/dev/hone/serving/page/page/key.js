// Asks for the key, where no link brought it.
import {html, useState} from '/html.js';
import {ask} from '/api.js';

export function KeyForm({onOpen}) {
  const [problem, setProblem] = useState('');
  const submit = (event) => {
    event.preventDefault();
    const key = new FormData(event.target).get('key').trim();
    ask('/api/session', {method: 'POST', body: {key}}).then(onOpen, (refused) => setProblem(refused.message));
  };
  return html`<main class="narrow"><h1>Hone</h1>
    <p>Open the link that <code>hone console</code> printed, or paste the key from it.</p>
    <form onSubmit=${submit}>
      <label>Key <input name="key" type="password" autocomplete="off" required/></label>
      <button>Open</button>
    </form>
    ${problem && html`<p class="problem" role="alert">${problem}</p>`}</main>`;
}
