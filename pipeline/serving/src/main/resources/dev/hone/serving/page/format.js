// Numbers as people read them.
export const percent = (share, digits = 1) => (share === undefined || share === null ? '–' : `${(100 * share).toFixed(digits)} %`);

// A gain in points with its 95 % interval; nothing where it is not known.
const points = (share) => `${share < 0 ? '−' : '+'}${Math.abs(100 * share).toFixed(1)}`;
export const gained = (gain) => (gain ? `${points(gain.mean)} (${points(gain.low)} to ${points(gain.high)})` : '–');

export const dollars = (usd) => (usd === undefined ? '–' : `$${usd.toFixed(2)}`);

export const number = (value, digits = 3) =>
  value === undefined || value === null ? '–'
  : Number.isInteger(value) ? value.toLocaleString('en-US')
  : Math.abs(value) >= 1000 ? Math.round(value).toLocaleString('en-US')
  : Math.abs(value) > 0 && Math.abs(value) < 0.001 ? value.toExponential(1)
  : value.toFixed(digits);

export function duration(seconds) {
  if (seconds === undefined || seconds === null) return '–';
  if (seconds < 60) return `${seconds < 10 ? seconds.toFixed(1) : Math.round(seconds)} s`;
  const minutes = Math.round(seconds / 60);
  return minutes < 60 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${String(minutes % 60).padStart(2, '0')} min`;
}

// The year is said where it is another one.
export function time(instant) {
  const date = new Date(instant);
  const year = date.getFullYear() === new Date().getFullYear() ? {} : {year: 'numeric'};
  return date.toLocaleString(undefined, {...year, month: 'short', day: 'numeric', hour: '2-digit', minute: '2-digit'});
}
