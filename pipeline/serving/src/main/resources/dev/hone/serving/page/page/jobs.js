// The queue of trainings that were started here, and the one job that is opened: its states, what it prints, stop, end and resume.
import {html, useEffect, useRef, useState} from '/html.js';
import {ask} from '/api.js';
import {time} from '/format.js';
import {Answer, useAnswer} from '/part/answer.js';
import {Link} from '/part/link.js';
import {State} from '/part/state.js';

export const title = ({job} = {}) => (job ? `Job ${job}` : 'Jobs');

export function Page({job, scope}) {
  return job ? html`<${One} job=${job} scope=${scope}/>` : html`<${All} scope=${scope}/>`;
}

function All({scope}) {
  const answer = useAnswer('/api/jobs', {everyMillis: 2000});
  return html`<div class="bar"><h1>Jobs</h1>${scope === 'admin' && html`<${Link} to="/new">New run<//>`}</div>
    <${Answer} of=${answer}>${(jobs) => jobs.length === 0
      ? html`<p class="empty">No run was started here yet. <${Link} to="/new">New run<//> starts one; those of <code>scripts/hone</code> are among the <${Link} to="/">runs<//>.</p>`
      : html`<div class="scroll"><table><thead><tr><th>run</th><th>state</th><th>job</th><th class="num">attempts</th><th>started</th></tr></thead>
        <tbody>${jobs.map((job) => html`<tr key=${job.job}>
          <td>${job.warehouse === undefined ? job.run : html`<${Link} to=${`/run/${job.warehouse}/${encodeURIComponent(job.run)}`}>${job.run}<//>`}</td>
          <td><${State} state=${job.state} reason=${job.reason}/></td>
          <td><${Link} to=${`/jobs/${job.job}`}>log and states<//></td>
          <td class="num">${job.attempts}</td><td class="nowrap">${time(job.ordered_at)}</td></tr>`)}</tbody></table></div>`}<//>`;
}

function One({job, scope}) {
  const [looks, setLooks] = useState(0);
  const answer = useAnswer(`/api/jobs/${job}`, {everyMillis: 1000, again: looks});
  const [problem, setProblem] = useState('');
  const act = (what) => ask(`/api/jobs/${job}/${what}`, {method: 'POST', body: {}})
    .then(() => setProblem(''), (refused) => setProblem(refused.message))
    .finally(() => setLooks((n) => n + 1));
  return html`<p class="crumbs"><${Link} to="/jobs">Jobs<//></p>
    <${Answer} of=${answer}>${(its) => html`
      <div class="bar"><h1>${its.run} <${State} state=${its.state}/></h1>
        ${its.warehouse !== undefined && html`<${Link} to=${`/run/${its.warehouse}/${encodeURIComponent(its.run)}`}>Its curves<//>`}
        ${scope === 'admin' && html`
          ${!its.over && html`<button onClick=${() => act('stop')} disabled=${its.state === 'stopping' || its.state === 'ending'}>Stop after this step</button>
            <button class="quiet" onClick=${() => confirm('The step under way will be lost. End the process now?') && act('end')} disabled=${its.state === 'ending'}>End now</button>`}
          ${its.over && html`<button onClick=${() => act('resume')}>Resume</button>`}`}
      </div>
      ${problem && html`<p class="problem" role="alert">${problem}</p>`}
      ${its.reason && html`<p class="text">${its.reason}</p>`}
      <h2>Log</h2><${Log} job=${job}/>
      <h2>States</h2><ol class="states">${its.changes.map((change, i) => html`<li key=${i}><${State} state=${change.state}/> <span class="faint">${time(change.at)}</span> <span class="text">${change.reason}</span></li>`)}</ol>
      <details><summary>Specification</summary><pre tabindex="0">${its.spec}</pre></details>`}<//>`;
}

// Follows what a job prints; stays at the end as long as the reader does.
export function Log({job}) {
  const [text, setText] = useState('');
  const box = useRef();
  useEffect(() => {
    const stop = new AbortController();
    let timer;
    const read = (from) => ask(`/api/jobs/${job}/log/${from}`, {signal: stop.signal}).then((piece) => {
      if (piece.text) {
        const atEnd = !box.current || box.current.scrollHeight - box.current.scrollTop - box.current.clientHeight < 40;
        setText((before) => (before + piece.text).slice(-400_000));
        if (atEnd) requestAnimationFrame(() => box.current && (box.current.scrollTop = box.current.scrollHeight));
      }
      timer = setTimeout(() => read(piece.next), 1000);
    }, (problem) => { if (problem.name !== 'AbortError') timer = setTimeout(() => read(from), 3000); });
    read('end');
    return () => { stop.abort(); clearTimeout(timer); };
  }, [job]);
  return html`<pre class="log" tabindex="0" role="log" aria-label="What the job prints" ref=${box}>${text || 'Nothing is printed yet.'}</pre>`;
}
