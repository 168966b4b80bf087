// What was asked, above what was answered.
import {html} from '/html.js';
import {CopyLink, pretty} from '/part/completion.js';

export const Prompt = ({prompt_id, messages, reference, metadata}) => html`<header><h2 class="path"><a href=${`#${encodeURIComponent(prompt_id)}`}>${prompt_id.slice(0, 16)}</a></h2>
    <${CopyLink} id=${prompt_id}/>
    ${reference !== undefined && html`<p>Reference <code class="text">${pretty(reference)}</code></p>`}</header>
  <details><summary>Prompt</summary>${Array.isArray(messages) ? messages.map((message, i) => html`<p key=${i}><span class="tag">${message.role}</span> <span class="text">${typeof message.content === 'string' ? message.content : JSON.stringify(message.content)}</span></p>`) : html`<p class="faint">The prompt is no longer there.</p>`}
    ${metadata && html`<pre class="text">${JSON.stringify(metadata, null, 1)}</pre>`}</details>`;
