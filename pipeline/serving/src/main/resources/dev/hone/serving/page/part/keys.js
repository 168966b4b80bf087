// Keyboard and addresses of lists of prompts.
import {useEffect} from '/html.js';

// j and k move between prompts, / goes to the search; more: what further keys do. Not while somebody types.
export function useKeys(input, more = {}) {
  useEffect(() => {
    const press = (event) => {
      if (event.target.closest('input, select, textarea') || event.metaKey || event.ctrlKey || event.altKey) return;
      const prompts = [...document.querySelectorAll('.group')];
      const now = prompts.indexOf(document.activeElement);
      if (event.key === '/') input.current?.focus();
      else if (event.key === 'j') prompts[Math.min(prompts.length - 1, now + 1)]?.focus();
      else if (event.key === 'k') prompts[Math.max(0, now - 1)]?.focus();
      else if (more[event.key]) more[event.key]();
      else return;
      event.preventDefault();
    };
    addEventListener('keydown', press);
    return () => removeEventListener('keydown', press);
  });
}

// Goes to the row that the address names, once it is there.
export function toHash() {
  const row = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (!row) return;
  row.scrollIntoView();
  row.focus({preventScroll: true});
}
