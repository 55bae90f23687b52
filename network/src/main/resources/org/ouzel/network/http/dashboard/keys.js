// Browsing keys, and one of them in detail.

import {call, callAll, isError, parseInfo, textOf} from '/api.js';
import {collectionOf} from '/collections.js';
import {ask, attempt, button, formatBytes, formatNumber, formatSeconds, h, toast} from '/dom.js';
import {escape, isSame, unescape} from '/values.js';

const PAGE = 100;
const SCAN_COUNT = '500';
const MOST_SCANS = 40;
const TYPES = ['string', 'hash', 'list', 'set', 'zset', 'stream'];
const place = {database: 0, pattern: '*', type: ''};

/** Shows keys of a database in an element. */
export function showKeys(main) {
  new KeyBrowser(main);
}

class KeyBrowser {
  constructor(main) {
    this.generation = 0;
    this.database = h('select', {'aria-label': 'Database', onchange: attempt(() => this.start())});
    this.pattern = h('input', {class: 'grow mono', 'aria-label': 'Pattern', placeholder: 'Pattern, such as user:*',
      value: place.pattern === '*' ? '' : place.pattern, spellcheck: 'false', autocapitalize: 'none'});
    this.type = h('select', {'aria-label': 'Type', onchange: attempt(() => this.start())},
      h('option', {value: ''}, 'All types'),
      TYPES.map((type) => h('option', {value: type, selected: place.type === type}, type)));
    this.list = h('ul', {class: 'keylist', 'aria-label': 'Keys'});
    this.more = button('Look for more', attempt(() => this.scan(this.generation)));
    this.state = h('p', {class: 'soft', role: 'status'});
    this.detail = h('section', {class: 'card stack', 'aria-label': 'Key'},
      h('p', {class: 'empty'}, 'Choose a key to see its value.'));
    main.append(h('div', {class: 'browser'}, h('section', {class: 'card'},
      h('form', {class: 'row', onsubmit: attempt(() => this.start())}, this.database, this.type, this.pattern,
        h('button', {type: 'submit', class: 'primary'}, 'Scan')),
      h('div', {class: 'row apart'}, this.state, button('New key', attempt(() => this.create()), 'small')),
      this.list, this.more), this.detail));
    attempt(() => this.open())();
  }

  async open() {
    const [info, databases] = await callAll([['INFO', 'keyspace'], ['CONFIG', 'GET', 'databases']]);
    const known = isError(info) ? new Map() : parseInfo(info);
    const count = isError(databases) ? 16 : Number(Object.fromEntries(databases.map || []).databases) || 16;
    for (let i = 0; i < Math.min(count, 1024); i++) {
      const keys = /keys=(\d+)/.exec(known.get('db' + i) || '');
      this.database.append(h('option', {value: i, selected: i === place.database},
        `db ${i}` + (keys ? ` (${formatNumber(Number(keys[1]))})` : '')));
    }
    await this.start();
  }

  get number() {
    return Number(this.database.value || 0);
  }

  async start() {
    place.database = this.number;
    place.pattern = this.pattern.value.trim() || '*';
    place.type = this.type.value;
    this.cursor = '0';
    this.seen = new Set();
    this.list.replaceChildren();
    this.generation++;
    await this.scan(this.generation);
  }

  async scan(generation) {
    this.more.disabled = true;
    this.state.textContent = 'Looking…';
    const goal = this.seen.size + PAGE;
    let scans = 0;
    do {
      const command = ['SCAN', this.cursor, 'MATCH', place.pattern, 'COUNT', SCAN_COUNT];
      const [cursor, keys] = await call(place.type ? [...command, 'TYPE', place.type] : command, place.database);
      if (generation !== this.generation) {
        return;
      }
      this.cursor = cursor;
      await this.add(keys, generation);
      scans++;
    } while (this.cursor !== '0' && this.seen.size < goal && scans < MOST_SCANS);
    if (generation !== this.generation) {
      return;
    }
    this.more.hidden = this.cursor === '0';
    this.more.disabled = false;
    this.state.textContent = formatNumber(this.seen.size) + (this.seen.size === 1 ? ' key' : ' keys')
      + (this.cursor === '0' ? '' : ' so far');
  }

  async add(keys, generation) {
    const fresh = keys.filter((key) => !this.seen.has(JSON.stringify(key)));
    fresh.forEach((key) => this.seen.add(JSON.stringify(key)));
    for (let i = 0; i < fresh.length; i += PAGE) {
      const part = fresh.slice(i, i + PAGE);
      const replies = await callAll(part.flatMap((key) => [['TYPE', key], ['PTTL', key]]), place.database);
      if (generation !== this.generation) {
        return;
      }
      this.list.append(...part.map((key, index) => this.item(key, replies[2 * index], replies[2 * index + 1])));
    }
  }

  item(key, type, ttl) {
    const name = isError(type) ? '?' : textOf(type);
    const entry = h('button', {type: 'button', title: escape(key, true), onclick: attempt(() => this.select(key, entry))},
      h('span', {class: 'badge ' + name}, name), h('span', {class: 'name mono'}, escape(key, true)),
      ttl > 0 ? h('span', {class: 'badge', title: 'Time to live'}, formatSeconds(ttl / 1000)) : null);
    return h('li', {}, entry);
  }

  async select(key, entry) {
    this.list.querySelectorAll('[aria-current]').forEach((each) => each.removeAttribute('aria-current'));
    if (entry) {
      entry.setAttribute('aria-current', 'true');
    }
    await showKey(this.detail, key, place.database, (renamed) => this.changed(entry, renamed));
    if (matchMedia('(max-width: 760px)').matches) {
      this.detail.scrollIntoView();
    }
  }

  async changed(entry, renamed) {
    if (entry) {
      entry.parentElement.remove();
    }
    if (renamed === null) {
      this.detail.replaceChildren(h('p', {class: 'empty'}, 'The key is gone.'));
      return;
    }
    const [type, ttl] = await callAll([['TYPE', renamed], ['PTTL', renamed]], place.database);
    const item = this.item(renamed, type, ttl);
    this.list.prepend(item);
    await this.select(renamed, item.firstChild);
  }

  async create() {
    const given = await ask('New key', [{name: 'key', label: 'Name'},
      {name: 'type', label: 'Type: ' + TYPES.join(', '), value: 'string'},
      {name: 'value', label: 'Value, member, element, or field=value', isLong: true}], 'Create');
    if (!given) {
      return;
    }
    const key = unescape(given.key);
    const value = unescape(given.value);
    const [field, ...rest] = given.value.split('=');
    const pair = [unescape(field), unescape(rest.join('='))];
    const commands = {
      string: ['SET', key, value, 'NX'], hash: ['HSET', key, ...pair], list: ['RPUSH', key, value],
      set: ['SADD', key, value], zset: ['ZADD', key, '0', value], stream: ['XADD', key, '*', ...pair]
    };
    if (!commands[given.type]) {
      throw new Error('There is no type ' + given.type);
    }
    if (await call(['EXISTS', key], place.database)) {
      throw new Error('There is such a key already.');
    }
    await call(commands[given.type], place.database);
    await this.changed(null, key);
  }
}

/** Shows one key. `changed` is told its name when that has changed, or null when the key is gone. */
async function showKey(element, key, database, changed) {
  const [type, ttl, memory, encoding] = await callAll(
    [['TYPE', key], ['PTTL', key], ['MEMORY', 'USAGE', key], ['OBJECT', 'ENCODING', key]], database);
  if (isError(type)) {
    throw new Error(type.error);
  }
  const name = textOf(type);
  if (name === 'none') {
    changed(null);
    return;
  }
  const again = () => showKey(element, key, database, changed);
  const fact = (reply, format) => isError(reply) || reply === null ? '–' : format(reply);
  element.replaceChildren(
    h('div', {class: 'row apart'}, h('h2', {class: 'title mono'}, escape(key, true)),
      h('div', {class: 'row'}, button('Refresh', attempt(again), 'small'),
        button('Rename', attempt(() => rename(key, database, changed)), 'small'),
        button('Expiry', attempt(() => expire(key, database, ttl, again)), 'small'),
        button('Delete', attempt(() => remove(key, database, changed)), 'small danger'))),
    h('div', {class: 'row soft'}, h('span', {class: 'badge ' + name}, name),
      h('span', {}, 'encoding ' + fact(encoding, textOf)),
      h('span', {}, 'memory ' + fact(memory, formatBytes)),
      h('span', {}, fact(ttl, (ms) => ms < 0 ? 'no expiry' : 'expires in ' + formatSeconds(ms / 1000)))),
    await collectionOf(name, key, database, () => attempt(again)()));
}

async function rename(key, database, changed) {
  const given = await ask('Rename the key', [{name: 'name', label: 'New name', value: escape(key, true)}], 'Rename');
  if (!given) {
    return;
  }
  const name = unescape(given.name);
  if (isSame(name, key)) {
    return;
  }
  if (!await call(['RENAMENX', key, name], database)) {
    throw new Error('There is a key of that name already.');
  }
  toast('Renamed.');
  await changed(name);
}

async function expire(key, database, ttl, again) {
  const given = await ask('Expiry', [{name: 'seconds', label: 'Seconds from now; empty for none',
    value: ttl > 0 ? String(Math.ceil(ttl / 1000)) : ''}], 'Set');
  if (!given) {
    return;
  }
  const seconds = given.seconds.trim();
  await call(seconds ? ['EXPIRE', key, seconds] : ['PERSIST', key], database);
  await again();
}

async function remove(key, database, changed) {
  if (await ask(`Delete ${escape(key, true)}?`, [], 'Delete', true)) {
    await call(['UNLINK', key], database);
    toast('Deleted.');
    await changed(null);
  }
}
