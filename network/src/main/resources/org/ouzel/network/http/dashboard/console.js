// A command line: history, completion from COMMAND DOCS, replies as redis-cli shows them.

import {call, callConsole, entriesOf, isError} from '/api.js';
import {h} from '/dom.js';
import {escape, splitWords} from '/values.js';

const MOST_LINES = 500;
const MOST_HISTORY = 200;
const SECRET = /^\s*(auth|hello|migrate|acl\s+setuser|config\s+set)\b/i;
let docs = null;
let history = JSON.parse(sessionStorage.getItem('history') || '[]');

/** Shows the console in an element. */
export function showConsole(main) {
  const output = h('div', {class: 'output mono', role: 'log', 'aria-live': 'polite', tabindex: '0'},
    h('div', {class: 'soft'}, 'Commands run one at a time, as your user. Tab completes, ↑ and ↓ go through what was typed.'));
  const prompt = h('span', {class: 'mono soft'}, 'db0>');
  const input = h('input', {class: 'mono', 'aria-label': 'Command', autocomplete: 'off', autocapitalize: 'none',
    autocorrect: 'off', spellcheck: 'false', enterkeyhint: 'send'});
  const hint = h('div', {class: 'hint', 'aria-live': 'polite'});
  const state = {database: 0, isQueuing: false, position: history.length, typed: '', choices: [], choice: -1};
  const form = h('form', {onsubmit: async (event) => {
    event.preventDefault();
    const line = input.value;
    if (!line.trim() || input.readOnly) {
      return;
    }
    input.value = '';
    hint.replaceChildren();
    input.readOnly = true;
    await execute(line, output, state);
    prompt.textContent = promptOf(state);
    input.readOnly = false;
    input.focus();
  }}, prompt, input);
  input.addEventListener('keydown', (event) => onKey(event, input, hint, state, output));
  input.addEventListener('input', () => {
    state.choice = -1;
    showHint(input.value, hint, state);
  });
  main.append(h('section', {class: 'card console', 'aria-label': 'Console'}, output, hint, form));
  input.focus();
  if (!docs) {
    call(['COMMAND', 'DOCS']).then((reply) => {
      docs = readDocs(reply);
    }, () => {
      docs = new Map();
    });
  }
}

function promptOf(state) {
  return `db${state.database}${state.isQueuing ? '(TX)' : ''}>`;
}

async function execute(line, output, state) {
  remember(line, state);
  const masked = SECRET.test(line) ? SECRET.exec(line)[1] + ' …' : line;
  append(output, h('div', {class: 'typed'}, promptOf(state) + ' ', h('b', {}, masked)));
  let words;
  try {
    words = splitWords(line);
  } catch (failure) {
    append(output, h('div', {class: 'error'}, failure.message));
    return;
  }
  const name = String(words[0]).toLowerCase();
  if (name === 'clear' || name === 'cls') {
    output.replaceChildren();
    return;
  }
  try {
    const reply = await callConsole(words);
    follow(name, words, reply, state);
    append(output, h('div', {class: isError(reply) ? 'error' : ''}, show(reply, '')));
  } catch (failure) {
    append(output, h('div', {class: 'error'}, failure.message));
    if (failure.status !== 422 && failure.status !== 400) {
      // The connection is a new one next time.
      state.database = 0;
      state.isQueuing = false;
    }
  }
}

/** Keeps the prompt true to what the connection is in. */
function follow(name, words, reply, state) {
  if (isError(reply)) {
    if (name === 'exec') {
      state.isQueuing = false;
    }
    return;
  }
  if (name === 'select' && !state.isQueuing) {
    state.database = Number(words[1]);
  } else if (name === 'multi') {
    state.isQueuing = true;
  } else if (name === 'exec' || name === 'discard') {
    state.isQueuing = false;
  } else if (name === 'reset' || name === 'quit') {
    state.isQueuing = false;
    state.database = 0;
  }
}

function append(output, element) {
  output.append(element);
  while (output.childElementCount > MOST_LINES) {
    output.firstElementChild.remove();
  }
  output.scrollTop = output.scrollHeight;
}

/** What may hold a password is not kept. */
function remember(line, state) {
  if (!SECRET.test(line) && history[history.length - 1] !== line) {
    history.push(line);
    history = history.slice(-MOST_HISTORY);
    sessionStorage.setItem('history', JSON.stringify(history));
  }
  state.position = history.length;
  state.typed = '';
}

function onKey(event, input, hint, state, output) {
  if (event.key === 'ArrowUp' || event.key === 'ArrowDown') {
    event.preventDefault();
    if (state.position === history.length) {
      state.typed = input.value;
    }
    const step = event.key === 'ArrowUp' ? -1 : 1;
    state.position = Math.min(history.length, Math.max(0, state.position + step));
    input.value = state.position === history.length ? state.typed : history[state.position];
    showHint(input.value, hint, state);
  } else if (event.key === 'Tab' && !event.shiftKey && input.value && state.choices.length) {
    event.preventDefault();
    state.choice = (state.choice + 1) % state.choices.length;
    input.value = state.choices[state.choice] + ' ';
    mark(hint, state);
  } else if (event.key === 'l' && event.ctrlKey) {
    event.preventDefault();
    output.replaceChildren();
  }
}

function mark(hint, state) {
  hint.querySelectorAll('.choice').forEach((choice, index) =>
    choice.setAttribute('aria-selected', index === state.choice ? 'true' : 'false'));
}

function showHint(line, hint, state) {
  const words = line.trimStart().toUpperCase().split(/\s+/);
  const found = docs && (docs.get(words.slice(0, 2).join(' ')) || (words.length > 1 ? docs.get(words[0]) : null));
  const wanted = words.join(' ').trimEnd();
  state.choices = docs && wanted && words.length < 3
    ? [...docs.keys()].filter((name) => name.startsWith(wanted) && name !== wanted).slice(0, 12) : [];
  const choices = state.choices.map((name) => h('span', {class: 'choice mono'}, name));
  if (found) {
    hint.replaceChildren(h('b', {class: 'mono'}, found.name + ' '), h('span', {class: 'mono'}, found.syntax),
      ' — ' + found.summary, h('span', {}, choices.length ? ' ' : ''), ...choices);
  } else {
    hint.replaceChildren(...choices);
  }
}

function readDocs(reply) {
  const found = new Map();
  const add = (fullName, map) => {
    const doc = Object.fromEntries(entriesOf(map));
    const name = fullName.replace('|', ' ').toUpperCase();
    found.set(name, {name, summary: doc.summary || '', syntax: (doc.arguments || []).map(syntaxOf).join(' ')});
    entriesOf(doc.subcommands || null).forEach(([sub, subMap]) => add(sub, subMap));
  };
  entriesOf(reply).forEach(([name, map]) => add(name, map));
  return new Map([...found].sort(([one], [other]) => one < other ? -1 : 1));
}

function syntaxOf(map) {
  const argument = Object.fromEntries(entriesOf(map));
  const flags = (argument.flags && (argument.flags.set || argument.flags) || []).map((flag) => flag.status || flag);
  const inner = (argument.arguments || []).map(syntaxOf);
  let text = argument.type === 'oneof' ? inner.join(' | ') : argument.type === 'block' ? inner.join(' ')
    : argument.type === 'pure-token' ? '' : argument.display_text || argument.name;
  if (argument.type === 'oneof' && !flags.includes('optional')) {
    text = `<${text}>`;
  }
  text = [argument.token, text].filter(Boolean).join(' ');
  if (flags.includes('multiple')) {
    text += ` [${text} …]`;
  }
  return flags.includes('optional') ? `[${text}]` : text;
}

/** A reply as text, as redis-cli shows it on a terminal. */
export function show(reply, indent) {
  if (reply === null) {
    return '(nil)';
  }
  if (typeof reply === 'string' || reply.base64 !== undefined) {
    return '"' + escape(reply, true).replace(/"/g, '\\"') + '"';
  }
  if (typeof reply === 'number' || reply.integer !== undefined) {
    return '(integer) ' + (reply.integer || reply);
  }
  if (typeof reply === 'boolean') {
    return `(${reply})`;
  }
  if (reply.status !== undefined) {
    return reply.status;
  }
  if (reply.error !== undefined) {
    return '(error) ' + reply.error;
  }
  if (reply.double !== undefined) {
    return '(double) ' + reply.double;
  }
  if (reply.verbatim !== undefined) {
    return typeof reply.verbatim === 'string' ? reply.verbatim : escape(reply.verbatim);
  }
  if (reply.big !== undefined) {
    return '(big number) ' + reply.big;
  }
  return showMany(reply, indent);
}

function showMany(reply, indent) {
  const isArray = Array.isArray(reply);
  const isMap = !isArray && reply.map !== undefined;
  const isSet = !isArray && reply.set !== undefined;
  const items = isArray ? reply : reply.set || reply.push || reply.map;
  if (!items.length) {
    return isMap ? '(empty hash)' : isSet ? '(empty set)' : '(empty array)';
  }
  const mark = isMap ? '#' : isSet ? '~' : ')';
  const width = String(items.length).length;
  return items.map((item, index) => {
    const number = String(index + 1).padStart(width) + mark + ' ';
    const inner = indent + ' '.repeat(number.length);
    const text = isMap ? show(item[0], inner) + ' => ' + show(item[1], inner) : show(item, inner);
    return (index ? indent : '') + number + text;
  }).join('\n');
}
