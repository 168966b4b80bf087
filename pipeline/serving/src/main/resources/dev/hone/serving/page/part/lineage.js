// Where a policy comes from: read when it is opened, since it counts the prompts of the data set.
import {html, useState} from '/html.js';
import {Answer, useAnswer} from '/part/answer.js';

export function Lineage({warehouse, run}) {
  const [open, setOpen] = useState(false);
  return html`<details onToggle=${(event) => setOpen(event.target.open)}><summary>Where it comes from</summary>
    ${open && html`<${Stages} warehouse=${warehouse} run=${run}/>`}</details>`;
}

function Stages({warehouse, run}) {
  const answer = useAnswer(`/api/run/${warehouse}/${encodeURIComponent(run)}/lineage`);
  return html`<${Answer} of=${answer}>${(stages) => html`<ol class="lineage">${stages.map(({name, text}, i) => html`<li key=${i}><span class="tag">${name}</span> <span class="path">${text}</span></li>`)}</ol>`}<//>`;
}
