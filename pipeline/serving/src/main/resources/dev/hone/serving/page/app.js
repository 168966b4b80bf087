// The one page: which part of it is shown is said by its path. A page is a module with Page and title; it is loaded when it is first asked for.
import {html, render, useEffect, useState} from '/html.js';
import {ask} from '/api.js';
import {Link} from '/part/link.js';
import {KeyForm} from '/page/key.js';

const routes = [
  [/^\/$/, () => import('/page/runs.js'), []],
  [/^\/new$/, () => import('/page/new.js'), []],
  [/^\/jobs$/, () => import('/page/jobs.js'), []],
  [/^\/jobs\/([^/]+)$/, () => import('/page/jobs.js'), ['job']],
  [/^\/playground$/, () => import('/page/playground.js'), []],
  [/^\/compare$/, () => import('/page/compare.js'), []],
  [/^\/run\/(\d+)\/([^/]+)$/, () => import('/page/run.js'), ['warehouse', 'run']],
  [/^\/run\/(\d+)\/([^/]+)\/data$/, () => import('/page/data.js'), ['warehouse', 'run']],
  [/^\/run\/(\d+)\/([^/]+)\/reward$/, () => import('/page/reward.js'), ['warehouse', 'run']],
  [/^\/run\/(\d+)\/([^/]+)\/search$/, () => import('/page/search.js'), ['warehouse', 'run']],
  [/^\/run\/(\d+)\/([^/]+)\/answers\/(test|validation)$/, () => import('/page/answers.js'), ['warehouse', 'run', 'split']],
  [/^\/run\/(\d+)\/([^/]+)\/rollouts\/(\d+)$/, () => import('/page/rollouts.js'), ['warehouse', 'run', 'step']],
];
const places = [['/', 'Runs'], ['/jobs', 'Jobs'], ['/new', 'New run'], ['/playground', 'Playground']];

function find(path) {
  for (const [pattern, load, names] of routes) {
    const found = pattern.exec(path);
    if (found) return {load, values: Object.fromEntries(names.map((name, i) => [name, decodeURIComponent(found[i + 1])]))};
  }
  return null;
}

function usePath() {
  const [path, setPath] = useState(location.pathname);
  useEffect(() => {
    const changed = () => setPath(location.pathname);
    addEventListener('popstate', changed);
    addEventListener('hone:go', changed);
    return () => {
      removeEventListener('popstate', changed);
      removeEventListener('hone:go', changed);
    };
  }, []);
  return path;
}

function App({scope}) {
  const path = usePath();
  const [shown, setShown] = useState(null);
  useEffect(() => {
    const found = find(path);
    if (!found) {
      setShown({path, Page: () => html`<h1>There is no such page</h1><p><${Link} to="/">All runs<//></p>`});
      return;
    }
    found.load().then((page) => {
      document.title = `${page.title(found.values)} – Hone`;
      setShown({path, Page: page.Page, values: found.values});
    });
  }, [path]);
  return html`<a class="skip" href="#main">To the content</a>
    <header><${Link} to="/" class="brand"><img src="/icon.svg" alt="" width="22" height="22"/> Hone<//>
      <nav aria-label="Pages">${places.map(([to, name]) => html`<${Link} key=${to} to=${to} aria-current=${to === path ? 'page' : undefined}>${name}<//>`)}</nav>
      <${Theme}/></header>
    <main id="main" tabindex="-1">${shown && html`<${shown.Page} key=${shown.path} scope=${scope} ...${shown.values}/>`}</main>`;
}

function Theme() {
  const [dark, setDark] = useState(document.documentElement.dataset.theme === 'dark'
    || (!document.documentElement.dataset.theme && matchMedia('(prefers-color-scheme: dark)').matches));
  const turn = () => {
    const theme = dark ? 'light' : 'dark';
    document.documentElement.dataset.theme = theme;
    localStorage.setItem('hone.theme', theme);
    setDark(!dark);
    dispatchEvent(new Event('hone:theme'));
  };
  return html`<button class="quiet" onClick=${turn} aria-pressed=${dark}>${dark ? 'Light' : 'Dark'}</button>`;
}

async function start() {
  const theme = localStorage.getItem('hone.theme');
  if (theme) document.documentElement.dataset.theme = theme;
  const root = document.getElementById('app');
  const open = ({scope}) => {
    render(null, root);
    render(html`<${App} scope=${scope}/>`, root);
  };
  const key = /^#key=([\w-]+)$/.exec(location.hash)?.[1];
  if (key) history.replaceState(null, '', location.pathname + location.search);
  const session = key ? ask('/api/session', {method: 'POST', body: {key}}) : ask('/api/session');
  session.then(open, () => render(html`<${KeyForm} onOpen=${open}/>`, root));
}

start();
