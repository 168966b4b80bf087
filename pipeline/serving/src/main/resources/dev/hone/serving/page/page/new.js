// A form that writes the specification a person would, shows it beside, says what is wrong with it, tries it and starts it.
import {html, useEffect, useMemo, useState} from '/html.js';
import {ask} from '/api.js';
import {Answer, useAnswer} from '/part/answer.js';
import {go} from '/part/link.js';
import {rewardOf, yaml} from '/part/spec.js';
import {Log} from '/page/jobs.js';

export const title = () => 'New run';

const first = ['train.maxSteps', 'train.batchSize', 'train.trainingSamplePerPrompt', 'train.inferenceMaxTokens', 'train.learningRate', 'train.objective', 'adapter.rank', 'evaluate.evalInterval'];

export function Page({scope}) {
  const answer = useAnswer('/api/new');
  if (scope !== 'admin') return html`<h1>New run</h1><p class="problem">Starting a run needs the admin key: open the link for changes that hone console printed.</p>`;
  return html`<h1>New run</h1><${Answer} of=${answer}>${(choices) => html`<${Form} choices=${choices}/>`}<//>`;
}

const newName = () => `run-${new Date().toISOString().slice(0, 16).replace(/[-:]/g, '').replace('T', '-')}`;

function Form({choices}) {
  const [values, setValues] = useState(() => ({
    run: newName(), warehouse: choices.warehouses[0] ?? '', 'model.path': choices.models[0] ?? '', 'ingest.sources.format': 'chat-jsonl',
    'train.maxSteps': '20', reward: 'kind: normalized_match',
  }));
  const [typed, setTyped] = useState(null);
  const [findings, setFindings] = useState(null);
  const [problem, setProblem] = useState('');
  const [attempt, setAttempt] = useState(null);
  const text = useMemo(() => typed ?? yaml(choices.keys, values), [typed, values]);
  const set = (path) => (value) => setValues((before) => ({...before, [path]: value}));
  useEffect(() => {
    const stop = new AbortController();
    const timer = setTimeout(() => ask('/api/spec', {method: 'POST', body: {spec: text}, signal: stop.signal}).then(
      (found) => { setFindings(found); setProblem(''); },
      (refused) => refused.name !== 'AbortError' && setProblem(refused.message)), 300);
    return () => { clearTimeout(timer); stop.abort(); };
  }, [text]);
  const post = (kind) => ask('/api/jobs', {method: 'POST', body: {kind, spec: text}});
  const start = () => post('run').then(({job}) => go(`/jobs/${job}`), (refused) => setProblem(refused.message));
  const tryIt = (kind) => post(kind).then(({job}) => { setAttempt({kind, job}); setProblem(''); }, (refused) => setProblem(refused.message));
  const errors = findings?.errors ?? [];
  const field = {values, set, errors, effective: findings?.values ?? {}};
  const section = (name) => choices.keys.find((key) => key.name === name);
  return html`<div class="new"><form onSubmit=${(event) => event.preventDefault()}>
      <fieldset disabled=${typed !== null}><legend>Run</legend><${Fields} keys=${choices.keys.filter(({name}) => ['run', 'warehouse', 'seed'].includes(name))} ...${field}/></fieldset>
      <fieldset disabled=${typed !== null}><legend>Data</legend><${Upload} kinds=".jsonl,.gz,.json,.log" label="Send a file of prompts or logs" onPath=${set('ingest.sources.path')}/>
        <${Section} of=${section('ingest')} open=${['ingest.sources.path', 'ingest.sources.format', 'ingest.dataset']} ...${field}/></fieldset>
      <fieldset disabled=${typed !== null}><legend>Model</legend>
        <datalist id="models">${choices.models.map((model) => html`<option key=${model} value=${model}/>`)}</datalist>
        <${Section} of=${section('model')} open=${['model.path']} lists=${{'model.path': 'models'}} ...${field}/></fieldset>
      <fieldset disabled=${typed !== null}><legend>Reward</legend><${Reward} templates=${choices.templates} ...${field}/></fieldset>
      <fieldset disabled=${typed !== null}><legend>Training</legend>
        ${['train', 'adapter', 'evaluate', 'export'].map((name) => html`<${Section} key=${name} of=${section(name)} open=${first} ...${field}/>`)}</fieldset>
    </form>
    <aside aria-label="The specification">
      <div class="bar"><h2>Specification</h2>
        <a download=${`${values.run || 'run'}.yaml`} href=${`data:text/yaml;charset=utf-8,${encodeURIComponent(text)}`}>Download</a>
        <button class="quiet" onClick=${() => setTyped(typed === null ? text : null)}>${typed === null ? 'Edit as text' : 'Back to the form'}</button></div>
      ${typed === null ? html`<pre tabindex="0">${text}</pre>` : html`<textarea rows="24" aria-label="Specification as YAML" spellcheck=${false} value=${typed} onInput=${(event) => setTyped(event.target.value)}></textarea>`}
      <div role="status">${findings && errors.length === 0 ? html`<p class="fine">Nothing is wrong with it.</p>` : ''}
        ${errors.length > 0 && html`<ul class="found">${errors.map((found, i) => html`<li key=${i}>${found.path && html`<code>${found.path}</code> `}${found.text}</li>`)}</ul>`}
        ${(findings?.warnings ?? []).map((warning, i) => html`<p key=${i} class="faint">${warning}</p>`)}</div>
      ${problem && html`<p class="problem" role="alert">${problem}</p>`}
      <div class="bar"><button class="quiet" disabled=${errors.length > 0} onClick=${() => tryIt('reward_check')}>Check the reward</button>
        <button class="quiet" disabled=${errors.length > 0} onClick=${() => tryIt('estimate')}>Estimate</button>
        <button disabled=${!findings || errors.length > 0} onClick=${start}>Start the run</button></div>
      ${attempt && html`<h3>${attempt.kind === 'estimate' ? 'What it would do and need' : 'The reward on answers of known worth'}</h3><${Log} key=${attempt.job} job=${attempt.job}/>`}
    </aside></div>`;
}

// The keys that are wanted at first, and the others when they are asked for.
function Section({of, open, ...field}) {
  const all = flat(of, of.name);
  const shown = all.filter(({path}) => open.includes(path));
  const rest = all.filter(({path}) => !open.includes(path));
  return html`${shown.map((one) => html`<${Field} key=${one.path} ...${one} ...${field}/>`)}
    ${rest.length > 0 && html`<details><summary>All of ${of.name} (${rest.length} more)</summary>${rest.map((one) => html`<${Field} key=${one.path} ...${one} ...${field}/>`)}</details>`}`;
}

const flat = (section, path) => section.keys.flatMap((key) => (key.keys ? flat(key, `${path}.${key.name}`) : [{about: key, path: `${path}.${key.name}`}]));

const Fields = ({keys, ...field}) => keys.map((about) => html`<${Field} key=${about.name} about=${about} path=${about.name} ...${field}/>`);

function Field({about, path, values, set, errors, effective, lists = {}}) {
  const id = `field-${path}`;
  const value = values[path] ?? '';
  const shown = effective[path];
  const hint = shown && value === '' ? `${shown.text} (${shown.source})` : about.fallback ?? (about.by ? `by ${about.by}` : '');
  const wrong = errors.filter((found) => found.path === path || found.path.replace(/\[\d+\]/g, '') === path);
  const input = {id, value, 'aria-describedby': `${id}-about`, 'aria-invalid': wrong.length > 0, onInput: (event) => set(path)(event.target.value)};
  return html`<div class="field"><label for=${id}>${path.split('.').slice(1).join('.') || path}</label>
    ${about.choices || /truth/.test(about.type)
      ? html`<select ...${input}><option value="">${hint || 'not set'}</option>${(about.choices ?? ['true', 'false']).map((word) => html`<option key=${word} value=${word}>${word}</option>`)}</select>`
      : html`<input ...${input} list=${lists[path]} placeholder=${hint} autocomplete="off" spellcheck=${false}/>`}
    <p class="about" id=${`${id}-about`}>${about.description}${about.limits.length > 0 && `; ${about.limits.join('; ')}`}</p>
    ${wrong.map((found, i) => html`<p key=${i} class="wrong">${found.text}</p>`)}</div>`;
}

function Upload({kinds, label, onPath}) {
  const [state, setState] = useState('');
  const send = (event) => {
    const file = event.target.files[0];
    if (!file) return;
    setState(`Sending ${file.name} …`);
    fetch(`/api/uploads/${file.name.endsWith('.gz') ? 'jsonl.gz' : 'jsonl'}`, {method: 'POST', body: file}).then(async (answer) => {
      const kept = await answer.json();
      if (!answer.ok) throw new Error(kept.error?.message ?? `HTTP ${answer.status}`);
      setState(`${file.name}: ${kept.bytes.toLocaleString('en-US')} bytes are here`);
      onPath(kept.path);
    }).catch((problem) => setState(problem.message));
  };
  return html`<div class="field"><label for="upload">${label}</label><input id="upload" type="file" accept=${kinds} onChange=${send}/><p class="about" role="status">${state}</p></div>`;
}

function Reward({templates, values, set, errors}) {
  const [python, setPython] = useState(null);
  const choose = (event) => {
    const template = templates.find(({name}) => name === event.target.value);
    if (!template) return;
    setPython(template.python ? template.text : null);
    if (template.python) keep(template.text);
    else set('reward')(rewardOf(template.text));
  };
  const keep = (text) => fetch('/api/uploads/py', {method: 'POST', body: text}).then((answer) => answer.json())
    .then(({path}) => set('reward')(`kind: python\nfile: ${path}`));
  const wrong = errors.filter((found) => found.path === 'reward' || found.path.startsWith('reward.'));
  return html`<div class="field"><label for="template">Template</label>
      <select id="template" onChange=${choose}><option value="">Choose one to begin with</option>${templates.map(({name, description}) => html`<option key=${name} value=${name}>${name}: ${description}</option>`)}</select></div>
    ${python !== null && html`<div class="field"><label for="python">The function, in Python</label><textarea id="python" rows="16" spellcheck=${false} value=${python} onInput=${(event) => setPython(event.target.value)} onChange=${(event) => keep(event.target.value)}></textarea><p class="about">It is kept when you leave the field.</p></div>`}
    <div class="field"><label for="reward">Kind and parameters</label>
      <textarea id="reward" rows=${Math.min(20, (values.reward ?? '').split('\n').length + 2)} spellcheck=${false} value=${values.reward ?? ''} onInput=${(event) => set('reward')(event.target.value)}></textarea>
      <p class="about">As in the section reward of a specification: kind: json_fields, label_match, judge, … (docs/rewards.md)</p>
      ${wrong.map((found, i) => html`<p key=${i} class="wrong">${found.path} ${found.text}</p>`)}</div>`;
}
