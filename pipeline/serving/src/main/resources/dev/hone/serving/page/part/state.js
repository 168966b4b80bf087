// The state of a run, with a colour that says the same as the word.
import {html} from '/html.js';

const tones = {running: 'live', 'running?': 'live', completed: 'good', stopped: 'calm', interrupted: 'warn', queued: 'calm', starting: 'live', stopping: 'warn', ending: 'warn', ended: 'good', lost: 'bad', diverged: 'bad', failed: 'bad'};

export const State = ({state, reason}) => html`<span class="state ${tones[state] ?? 'calm'}" title=${reason ?? ''}>${state}</span>`;
