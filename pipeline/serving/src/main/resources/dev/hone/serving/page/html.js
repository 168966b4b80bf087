// Preact with templates instead of a build step: html`<${Component} name=${value}/>`. Values are text nodes or attributes, never markup.
import {h, render, Fragment} from '/vendor/preact.js';
import htm from '/vendor/htm.js';

export const html = htm.bind(h);
export {render, Fragment};
export {useState, useEffect, useRef, useMemo, useCallback} from '/vendor/hooks.js';
