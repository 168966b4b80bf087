// A specification as YAML, from the fields of a form: values by path, such as train.batchSize.
const plain = /^[A-Za-z0-9_./][A-Za-z0-9_./ -]*$/;
const words = /^(true|false|null|yes|no|on|off|~)$/i;
const number = /^[-+]?(\d+\.?\d*|\.\d+)([eE][-+]?\d+)?$/;

// A value as the type of its key wants it; what is typed as a list or with braces stays as it is.
export function scalar(text, type = '') {
  if (/number|truth/.test(type) || /^[[{]/.test(text)) return text;
  return plain.test(text) && !words.test(text) && !number.test(text) && !text.endsWith(' ') ? text : JSON.stringify(text);
}

function lines(keys, values, path, indent) {
  return keys.flatMap((key) => {
    const at = path ? `${path}.${key.name}` : key.name;
    if (at === 'reward') return values.reward?.trim() ? ['reward:', ...values.reward.trimEnd().split('\n').map((line) => `  ${line}`)] : [];
    if (key.keys) {
      const below = lines(key.keys, values, at, `${indent}${key.list ? '    ' : '  '}`);
      if (below.length === 0) return [];
      if (key.list) below[0] = `${indent}  - ${below[0].trimStart()}`;
      return [`${indent}${key.name}:`, ...below];
    }
    const value = values[at];
    return value === undefined || value === '' ? [] : [`${indent}${key.name}: ${scalar(value, key.type)}`];
  });
}

export const yaml = (keys, values) => `${lines(keys, values, '', '').join('\n')}\n`;

// The reward of a template, which is a whole specification, without its indentation.
export function rewardOf(template) {
  const all = template.split('\n');
  const start = all.findIndex((line) => line.startsWith('reward:'));
  const inline = /^reward:\s*\{(.*)\}\s*$/.exec(all[start]);
  if (inline) return inline[1].split(/,\s*(?![^[{]*[\]}])/).join('\n');
  const below = [];
  for (let i = start + 1; i < all.length && (all[i].startsWith('  ') || all[i] === ''); i++) below.push(all[i].slice(2));
  return below.join('\n').trimEnd();
}
