// A link inside the console: changes the page without loading it again; a click with a key held opens it as browsers do.
import {html} from '/html.js';

export function go(path) {
  history.pushState(null, '', path);
  dispatchEvent(new Event('hone:go'));
}

export function Link({to, children, ...rest}) {
  const click = (event) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0) return;
    event.preventDefault();
    go(to);
  };
  return html`<a href=${to} onClick=${click} ...${rest}>${children}</a>`;
}
