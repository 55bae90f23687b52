// The value of a key, by type, in pages.

import {call, entriesOf, itemsOf, textOf} from '/api.js';
import {ask, attempt, button, formatBytes, formatNumber, h} from '/dom.js';
import {escape, hexDump, isBinary, unescape} from '/values.js';

const PAGE = 100;
const STRING_BYTES = 64 * 1024;
const HEX_BYTES = 16 * 1024;
const SHOWN_LENGTH = 2000;

/** Returns an element that shows a value; `again` shows the key anew after a change. */
export async function collectionOf(type, key, database, again) {
  const run = (...command) => call(command, database);
  const shown = {string: showString, hash: showHash, list: showList, set: showSet, zset: showSortedSet,
    stream: showStream}[type];
  return shown ? shown(key, run, again) : h('p', {class: 'soft'}, 'Values of this type are not shown here.');
}

function valueCell(value) {
  const text = escape(value);
  const cell = h('td', {class: 'value'}, text.length > SHOWN_LENGTH ? text.slice(0, SHOWN_LENGTH) + '…' : text);
  if (isBinary(value)) {
    cell.title = 'Not UTF-8: shown escaped';
  }
  return cell;
}

function actions(...buttons) {
  return h('td', {class: 'actions'}, buttons);
}

async function confirmed(what, action) {
  if (await ask(what, [], 'Remove', true)) {
    await action();
  }
}

/** A table whose rows come in pages: `page(from)` returns {rows, next}, next being null at the end. */
async function pagedTable(heads, page, isEmptyText) {
  const body = h('tbody');
  const more = button('More', attempt(load));
  let next;
  async function load() {
    const loaded = await page(next);
    body.append(...loaded.rows);
    next = loaded.next;
    more.hidden = next === null;
  }
  await load();
  return h('div', {class: 'stack'}, h('div', {class: 'scroll'}, h('table', {},
    h('thead', {}, h('tr', {}, heads.map((head) => h('th', {scope: 'col'}, head)), h('th', {}, ''))), body)),
    body.childElementCount ? null : h('p', {class: 'soft'}, isEmptyText || 'Nothing on this page.'), more);
}

function heading(count, what, ...buttons) {
  return h('div', {class: 'row apart'}, h('span', {class: 'soft'}, formatNumber(count) + ' ' + what),
    h('div', {class: 'row'}, buttons));
}

async function showString(key, run, again) {
  const length = await run('STRLEN', key);
  const value = await run('GETRANGE', key, '0', String(STRING_BYTES - 1));
  const isWhole = length <= STRING_BYTES;
  const text = h('textarea', {'aria-label': 'Value', spellcheck: 'false', readonly: !isWhole});
  text.value = escape(value);
  const dump = h('pre', {class: 'hex', hidden: true, tabindex: '0'}, hexDump(value, HEX_BYTES));
  const toggle = button('Hex', () => {
    dump.hidden = !dump.hidden;
    text.hidden = !dump.hidden;
    toggle.textContent = dump.hidden ? 'Hex' : 'Text';
  }, 'small');
  const save = button('Save', attempt(async () => {
    await run('SET', key, unescape(text.value), 'KEEPTTL');
    again();
  }), 'small primary');
  return h('div', {class: 'stack'}, heading(length, 'bytes', toggle, isWhole ? save : null), text, dump,
    h('p', {class: 'soft'}, isWhole ? 'A backslash is written \\\\, other bytes as \\xHH.'
      : `The first ${formatBytes(STRING_BYTES)}; longer values are not edited here.`));
}

async function showHash(key, run, again) {
  const edit = async (field, value) => {
    const given = await ask(field === null ? 'Add a field' : 'Change a field', [
      {name: 'field', label: 'Field', value: field === null ? '' : escape(field, true)},
      {name: 'value', label: 'Value', value: value === null ? '' : escape(value), isLong: true}], 'Save');
    if (given) {
      await run('HSET', key, unescape(given.field), unescape(given.value));
      again();
    }
  };
  const row = ([field, value]) => h('tr', {}, valueCell(field), valueCell(value), actions(
    button('Edit', attempt(() => edit(field, value)), 'small'),
    button('Remove', attempt(() => confirmed(`Remove the field ${escape(field, true)}?`, async () => {
      await run('HDEL', key, field);
      again();
    })), 'small danger')));
  return h('div', {class: 'stack'},
    heading(await run('HLEN', key), 'fields', button('Add', attempt(() => edit(null, null)), 'small')),
    await pagedTable(['Field', 'Value'], async (from) => {
      const [cursor, entries] = await run('HSCAN', key, from || '0', 'COUNT', String(PAGE));
      return {rows: entriesOf(entries).map(row), next: cursor === '0' ? null : cursor};
    }));
}

async function showList(key, run, again) {
  const add = (command) => attempt(async () => {
    const given = await ask('Add an element', [{name: 'value', label: 'Value', isLong: true}], 'Add');
    if (given) {
      await run(command, key, unescape(given.value));
      again();
    }
  });
  const row = (value, index) => h('tr', {}, h('td', {class: 'number soft'}, index), valueCell(value), actions(
    button('Edit', attempt(async () => {
      const given = await ask('Change element ' + index,
        [{name: 'value', label: 'Value', value: escape(value), isLong: true}], 'Save');
      if (given) {
        await run('LSET', key, String(index), unescape(given.value));
        again();
      }
    }), 'small'),
    button('Remove', attempt(() => confirmed('Remove the first element of this value?', async () => {
      await run('LREM', key, '1', value);
      again();
    })), 'small danger')));
  return h('div', {class: 'stack'},
    heading(await run('LLEN', key), 'elements', button('Add at the head', add('LPUSH'), 'small'),
      button('Add at the tail', add('RPUSH'), 'small')),
    await pagedTable(['Index', 'Value'], async (from) => {
      const start = from || 0;
      const values = itemsOf(await run('LRANGE', key, String(start), String(start + PAGE - 1)));
      return {rows: values.map((value, i) => row(value, start + i)),
        next: values.length < PAGE ? null : start + PAGE};
    }));
}

async function showSet(key, run, again) {
  const row = (member) => h('tr', {}, valueCell(member), actions(
    button('Remove', attempt(() => confirmed(`Remove ${escape(member, true).slice(0, 100)}?`, async () => {
      await run('SREM', key, member);
      again();
    })), 'small danger')));
  const add = attempt(async () => {
    const given = await ask('Add a member', [{name: 'member', label: 'Member', isLong: true}], 'Add');
    if (given) {
      await run('SADD', key, unescape(given.member));
      again();
    }
  });
  return h('div', {class: 'stack'}, heading(await run('SCARD', key), 'members', button('Add', add, 'small')),
    await pagedTable(['Member'], async (from) => {
      const [cursor, members] = await run('SSCAN', key, from || '0', 'COUNT', String(PAGE));
      return {rows: itemsOf(members).map(row), next: cursor === '0' ? null : cursor};
    }));
}

async function showSortedSet(key, run, again) {
  const edit = async (member, score) => {
    const given = await ask(member === null ? 'Add a member' : 'Change the score', [
      {name: 'member', label: 'Member', value: member === null ? '' : escape(member, true)},
      {name: 'score', label: 'Score', value: score}], 'Save');
    if (given) {
      await run('ZADD', key, given.score.trim(), unescape(given.member));
      again();
    }
  };
  const row = ([member, score]) => h('tr', {}, h('td', {class: 'number'}, textOf(score)), valueCell(member), actions(
    button('Edit', attempt(() => edit(member, textOf(score))), 'small'),
    button('Remove', attempt(() => confirmed(`Remove ${escape(member, true).slice(0, 100)}?`, async () => {
      await run('ZREM', key, member);
      again();
    })), 'small danger')));
  return h('div', {class: 'stack'},
    heading(await run('ZCARD', key), 'members', button('Add', attempt(() => edit(null, '0')), 'small')),
    await pagedTable(['Score', 'Member'], async (from) => {
      const start = from || 0;
      const reply = await run('ZRANGE', key, String(start), String(start + PAGE - 1), 'WITHSCORES');
      return {rows: reply.map(row), next: reply.length < PAGE ? null : start + PAGE};
    }));
}

async function showStream(key, run, again) {
  const row = ([id, fields]) => h('tr', {}, h('td', {class: 'mono'}, id), h('td', {class: 'value'},
    entriesOf(fields).map(([field, value]) => escape(field, true) + ' = ' + escape(value)).join('\n')), actions(
    button('Remove', attempt(() => confirmed(`Remove the entry ${id}?`, async () => {
      await run('XDEL', key, id);
      again();
    })), 'small danger')));
  const add = attempt(async () => {
    const given = await ask('Add an entry', [{name: 'field', label: 'Field'},
      {name: 'value', label: 'Value', isLong: true}], 'Add');
    if (given) {
      await run('XADD', key, '*', unescape(given.field), unescape(given.value));
      again();
    }
  });
  return h('div', {class: 'stack'}, heading(await run('XLEN', key), 'entries', button('Add', add, 'small')),
    await pagedTable(['Id', 'Fields'], async (from) => {
      const entries = await run('XRANGE', key, from ? '(' + from : '-', '+', 'COUNT', String(PAGE));
      return {rows: entries.map(row), next: entries.length < PAGE ? null : entries[entries.length - 1][0]};
    }));
}
