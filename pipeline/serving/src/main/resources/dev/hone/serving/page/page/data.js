// The data set of a run: prompts by split and length, and the records that became none, with reasons and samples.
import {html} from '/html.js';
import {number, percent} from '/format.js';
import {Answer, useAnswer} from '/part/answer.js';
import {Bars} from '/part/bars.js';
import {Link} from '/part/link.js';

export const title = ({run}) => `Data of ${run}`;

export function Page({warehouse, run}) {
  const path = `/run/${warehouse}/${encodeURIComponent(run)}`;
  const answer = useAnswer(`/api${path}/data`);
  return html`<nav class="crumbs" aria-label="Where this is"><${Link} to=${path}>${run}<//> / data</nav>
    <${Answer} of=${answer}>${(data) => html`<${Data} ...${data}/>`}<//>`;
}

function Data({dataset, bin_tokens, splits, not_taken, files}) {
  const prompts = splits.reduce((sum, split) => sum + split.prompts, 0);
  const outcome = (name) => not_taken.filter((reason) => reason.outcome === name).reduce((sum, {records}) => sum + records, 0);
  const facts = [['prompts', prompts], ['duplicates', outcome('duplicate')], ['filtered', outcome('filtered')], ['quarantined', outcome('quarantined')]];
  const read = facts.reduce((sum, [, count]) => sum + count, 0);
  return html`<h1>Data set ${dataset}</h1>
    <dl class="facts"><div><dt>records read</dt><dd>${number(read)}</dd></div>
      ${facts.map(([name, count]) => html`<div key=${name}><dt>${name}</dt><dd>${number(count)} <span class="faint">${read > 0 ? percent(count / read) : ''}</span></dd></div>`)}</dl>
    ${prompts === 0 && html`<p class="empty">No prompt of this data set is in the warehouse.</p>`}
    <section aria-label="Splits"><h2>Splits</h2><div class="charts">${splits.map((split, i) => html`<${Split} key=${split.split} bin=${bin_tokens} series=${i + 1} ...${split}/>`)}</div></section>
    <section aria-label="Records that became no prompt"><h2>Not taken</h2>
      ${not_taken.length === 0 ? html`<p class="empty">Every record became a prompt.</p>` : not_taken.map((reason) => html`<${Reason} key=${`${reason.outcome} ${reason.reason}`} ...${reason}/>`)}</section>
    <section><details><summary>${number(files.length)} ${files.length === 1 ? 'file' : 'files'}</summary>
      <div class="scroll"><table><thead><tr><th>file</th><th class="num">records</th></tr></thead>
        <tbody>${files.map(({path, records}) => html`<tr key=${path}><td class="path">${path}</td><td class="num">${number(records)}</td></tr>`)}</tbody></table></div></details></section>`;
}

function Split({split, prompts, mean_tokens, max_tokens, lengths, samples, bin, series}) {
  return html`<article class="chart"><h3>${split} <span class="faint">${number(prompts)} prompts · ${number(mean_tokens, 1)} tokens on average, ${number(max_tokens)} at most</span></h3>
    <${Bars} counts=${lengths} width=${bin} unit="tokens" series=${series}/>
    <details><summary>Some of them</summary>${samples.map((prompt) => html`<${Prompt} key=${prompt.prompt_id} ...${prompt}/>`)}</details></article>`;
}

function Prompt({prompt_id, tokens, messages, reference, logged_answer}) {
  const answers = [['reference', reference], ['logged', logged_answer]].filter(([, text]) => text !== undefined);
  return html`<div class="sample"><p class="faint"><span class="path">${prompt_id.slice(0, 16)}</span> · ${tokens} tokens</p>
    ${(Array.isArray(messages) ? messages : []).map((message, i) => html`<p key=${i}><span class="tag">${message.role}</span> <span class="text">${typeof message.content === 'string' ? message.content : JSON.stringify(message.content)}</span></p>`)}
    ${answers.map(([name, text]) => html`<p key=${name}><span class="tag">${name}</span> <code class="text">${text}</code></p>`)}</div>`;
}

function Reason({outcome, reason, records, samples}) {
  return html`<details open=${outcome === 'quarantined'}><summary><span class=${`state ${outcome === 'quarantined' ? 'warn' : 'calm'}`}>${outcome}</span> <span class="path">${reason}</span> · ${number(records)} ${records === 1 ? 'record' : 'records'}</summary>
    ${samples.map(({source, line, message, raw, kept_prompt_id}, i) => html`<div class="sample" key=${i}>
      <p class="path faint">${source}${line > 0 ? `:${line}` : ''}</p><p>${message}</p>
      ${kept_prompt_id && html`<p class="faint">the same as prompt <span class="path">${kept_prompt_id.slice(0, 16)}</span></p>`}
      ${raw !== undefined && html`<pre class="text">${raw}</pre>`}</div>`)}</details>`;
}
