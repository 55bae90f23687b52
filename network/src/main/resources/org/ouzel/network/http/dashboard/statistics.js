// What the server is doing, asked for every other second while somebody looks.

import {callAll, entriesOf, isError, parseInfo} from '/api.js';
import {Chart} from '/charts.js';
import {button, formatBytes, formatMicros, formatNumber, formatSeconds, h} from '/dom.js';
import {escape} from '/values.js';

const PERIOD_MS = 2000;
const SLOW_PERIOD = 5;
const SHOWN_NAMESPACES = 100;
const perSecond = (number) => formatNumber(number, number < 10 ? 1 : 0) + '/s';

/** What is drawn: what of two answers of INFO makes the numbers, and how they are written. */
const TILES = [
  {name: 'Operations', values: (info) => [info.number('instantaneous_ops_per_sec')], write: perSecond},
  {name: 'Hit ratio', least: 100, write: (n) => Number.isFinite(n) ? formatNumber(n, 1) + ' %' : '–', values: (info) => {
    const hits = info.delta('keyspace_hits');
    return [100 * hits / (hits + info.delta('keyspace_misses'))];
  }},
  {name: 'Memory', values: (info) => [info.number('used_memory')], write: formatBytes},
  {name: 'Clients', values: (info) => [info.number('connected_clients')], write: formatNumber},
  {name: 'Keys', values: (info) => [info.keys()], write: formatNumber},
  {name: 'Network', lines: ['in', 'out'], write: (n) => formatBytes(n) + '/s',
    values: (info) => [info.rate('total_net_input_bytes'), info.rate('total_net_output_bytes')]},
  {name: 'Keys gone', lines: ['expired', 'evicted'], write: perSecond,
    values: (info) => [info.rate('expired_keys'), info.rate('evicted_keys')]},
  {name: 'Processor', write: (n) => formatNumber(n, 0) + ' %', least: 100,
    values: (info) => [100 * (info.rate('used_cpu_sys') + info.rate('used_cpu_user'))]}
];

/** Two answers of INFO, and what came between them. */
class Moment {
  constructor(values, before, seconds) {
    this.values = values;
    this.before = before;
    this.seconds = seconds;
  }

  number(name) {
    return Number.parseFloat(this.values.get(name));
  }

  delta(name) {
    return this.before ? Math.max(0, this.number(name) - Number.parseFloat(this.before.get(name))) : NaN;
  }

  rate(name) {
    return this.delta(name) / this.seconds;
  }

  keys() {
    let sum = 0;
    for (const [name, value] of this.values) {
      if (/^db\d+$/.test(name)) {
        sum += Number(/keys=(\d+)/.exec(value)[1]);
      }
    }
    return sum;
  }

  group(prefix) {
    return [...this.values].filter(([name]) => name.startsWith(prefix)).map(([name, value]) => [name.slice(prefix.length),
      Object.fromEntries(value.split(',').map((part) => part.split('=')).map(([key, text]) => [key, Number(text)]))]);
  }
}

/** Shows figures in an element; returns what ends it. */
export function showStatistics(main) {
  const view = new StatisticsView(main);
  return () => view.end();
}

class StatisticsView {
  constructor(main) {
    this.round = 0;
    this.sort = {column: 1, isDown: true};
    this.state = h('span', {class: 'soft', role: 'status'});
    this.pause = button('Pause', () => {
      this.isPaused = !this.isPaused;
      this.pause.textContent = this.isPaused ? 'Go on' : 'Pause';
    }, 'small');
    this.tiles = TILES.map((tile) => this.makeTile(tile));
    this.commands = h('section', {class: 'card wide'});
    this.stages = h('section', {class: 'card'});
    this.persistence = h('section', {class: 'card'});
    this.slow = h('section', {class: 'card'});
    this.namespaces = h('section', {class: 'card', hidden: true});
    main.append(h('div', {class: 'stack'}, h('div', {class: 'row apart'}, this.state, this.pause),
      h('div', {class: 'tiles'}, this.tiles.map((tile) => tile.element)),
      h('div', {class: 'panels'}, this.commands, this.stages, this.persistence, this.slow, this.namespaces)));
    this.poll();
  }

  end() {
    this.isEnded = true;
    clearTimeout(this.timer);
  }

  makeTile(tile) {
    const chart = new Chart(tile.name + ' in the last minutes', (tile.lines || ['']).length, tile.least);
    const figure = h('div', {class: tile.lines ? 'figure two' : 'figure'}, '–');
    const most = h('span', {});
    const names = (tile.lines || []).map((name, index) => h('span', {class: 'dot s' + index}, name));
    const element = h('section', {class: 'card tile'}, h('h2', {}, tile.name), figure, chart.element,
      h('div', {class: 'legend'}, h('span', {class: 'row'}, names), most));
    return {tile, chart, figure, most, element};
  }

  async poll() {
    if (!this.isPaused && !document.hidden) {
      try {
        await this.ask();
      } catch (failure) {
        this.state.textContent = failure.message;
      }
    }
    if (!this.isEnded) {
      this.timer = setTimeout(() => this.poll(), PERIOD_MS);
    }
  }

  async ask() {
    const isSlowRound = this.round++ % SLOW_PERIOD === 0;
    const commands = [['INFO', 'everything']];
    if (isSlowRound) {
      commands.push(['SLOWLOG', 'GET', '20'], ['TENANT', 'LIST']);
    }
    const [info, slow, tenants] = await callAll(commands);
    if (this.isEnded) {
      return;
    }
    if (isError(info)) {
      this.state.textContent = 'INFO is not allowed to you: ' + info.error;
      return;
    }
    const values = parseInfo(info);
    const nowUs = Number(values.get('server_time_usec'));
    const moment = new Moment(values, this.before, (nowUs - this.beforeUs) / 1e6);
    this.show(moment);
    this.before = values;
    this.beforeUs = nowUs;
    if (isSlowRound) {
      this.showSlow(slow);
      await this.showNamespaces(tenants);
    }
  }

  show(moment) {
    const text = (name) => moment.values.get(name) || '–';
    this.state.textContent = `Ouzel ${text('ouzel_version')} · ${text('threading')}, shards ${text('shards')} · up `
      + formatSeconds(moment.number('uptime_in_seconds'));
    for (const {tile, chart, figure, most} of this.tiles) {
      const numbers = tile.values(moment);
      chart.add(...numbers);
      figure.textContent = numbers.map(tile.write).join(' · ');
      most.textContent = 'most ' + tile.write(chart.most);
    }
    this.moment = moment;
    this.showCommands();
    this.showStages(moment);
    this.showPersistence(moment);
  }

  showCommands() {
    const times = new Map(this.moment.group('latency_percentiles_usec_'));
    const rows = this.moment.group('cmdstat_').map(([name, stats]) => {
      const before = this.moment.before && /calls=(\d+)/.exec(this.moment.before.get('cmdstat_' + name) || 'calls=0');
      const percentiles = times.get(name) || {};
      return [name.replace('|', ' '), stats.calls, before ? (stats.calls - Number(before[1])) / this.moment.seconds : NaN,
        stats.usec_per_call, percentiles.p50, percentiles.p99, percentiles['p99.9'], stats.failed_calls,
        stats.rejected_calls];
    });
    const {column, isDown} = this.sort;
    const rank = (row) => column === 0 ? row[0] : Number.isFinite(row[column]) ? row[column] : -1;
    rows.sort((one, other) => (rank(one) < rank(other) ? -1 : rank(one) > rank(other) ? 1 : 0) * (isDown ? -1 : 1));
    const heads = ['Command', 'Calls', 'Calls/s', 'Mean', 'p50', 'p99', 'p99.9', 'Failed', 'Rejected'];
    const write = (value, index) => index === 0 ? value : index === 2 ? formatNumber(value, 1)
      : index > 2 && index < 7 ? formatMicros(value) : formatNumber(value);
    const scrolled = this.commands.querySelector('.scroll');
    const top = scrolled ? scrolled.scrollTop : 0;
    const focused = this.commands.contains(document.activeElement)
      ? [...this.commands.querySelectorAll('th button')].indexOf(document.activeElement) : -1;
    const table = h('div', {class: 'scroll', tabindex: '0'}, h('table', {},
      h('thead', {}, h('tr', {}, heads.map((head, index) => h('th', {scope: 'col', class: index ? 'number' : '',
        'aria-sort': index === column ? (isDown ? 'descending' : 'ascending') : null},
        button(head + (index === column ? (isDown ? ' ↓' : ' ↑') : ''), () => this.sortBy(index)))))),
      h('tbody', {}, rows.map((row) => h('tr', {}, row.map((value, index) =>
        h('td', {class: index ? 'number' : 'mono'}, write(value, index))))))));
    this.commands.replaceChildren(h('h2', {}, 'Commands'), table);
    table.scrollTop = top;
    if (focused >= 0) {
      table.querySelectorAll('th button')[focused].focus();
    }
  }

  sortBy(column) {
    this.sort = {column, isDown: column === this.sort.column ? !this.sort.isDown : column > 0};
    this.showCommands();
  }

  showStages(moment) {
    const kinds = [['stage_wait_usec_shard', 'Decoded to executed, shard '], ['stage_batch_usec_shard', 'Batch, shard '],
      ['stage_total_usec_loop', 'Decoded to answered, loop ']];
    const rows = kinds.flatMap(([prefix, title]) =>
      moment.group(prefix).map(([number, times]) => [title + number, times.p50, times.p99, times['p99.9'], times.p100]));
    const used = moment.number('ring_used');
    this.stages.hidden = !rows.length;
    this.stages.replaceChildren(h('h2', {}, 'Stages'), h('p', {class: 'soft'},
      `Ring: ${formatNumber(used)} of ${formatNumber(moment.number('ring_size'))} slots in use.`),
      table(['Stage', 'p50', 'p99', 'p99.9', 'most'],
        rows.map(([name, ...times]) => [name, ...times.map(formatMicros)])));
  }

  showPersistence(moment) {
    const text = (name) => moment.values.get(name) || '–';
    const state = (name) => h('span', {class: text(name) === 'ok' ? 'good' : 'error'}, text(name));
    const facts = [
      ['Snapshot', moment.number('rdb_bgsave_in_progress') ? 'being written' : 'none under way'],
      ['Last snapshot', new Date(moment.number('rdb_last_save_time') * 1000).toLocaleString()],
      ['Its outcome', state('rdb_last_bgsave_status')],
      ['Changes since', formatNumber(moment.number('rdb_changes_since_last_save'))],
      ['Append only file', text('aof_state')],
      ['Last write', state('aof_last_write_status')],
      ['Last rewrite', state('aof_last_bgrewrite_status')],
      ['Size', formatBytes(moment.number('aof_current_size'))]];
    if (moment.number('loading')) {
      facts.unshift(['Loading', text('loading_loaded_perc') + ' %']);
    }
    this.persistence.replaceChildren(h('h2', {}, 'Persistence'),
      h('dl', {class: 'facts'}, facts.flatMap(([name, value]) => [h('dt', {}, name), h('dd', {}, value)])));
  }

  showSlow(slow) {
    const isDenied = isError(slow);
    const rows = isDenied ? [] : slow.map(([, seconds, us, words, peer, client]) => [
      h('span', {class: 'whole'}, new Date(seconds * 1000).toLocaleTimeString()), formatMicros(us),
      h('span', {class: 'value'}, words.map((word) => escape(word, true)).join(' ')),
      (client ? escape(client, true) + ' ' : '') + peer]);
    this.slow.replaceChildren(h('h2', {}, 'Slow log'), rows.length ? table(['When', 'Took', 'Command', 'Client'], rows,
      'Command', 'Client')
      : h('p', {class: 'soft'}, isDenied ? slow.error : 'Nothing was slow.'));
  }

  async showNamespaces(tenants) {
    this.namespaces.hidden = isError(tenants);
    if (isError(tenants)) {
      return;
    }
    const names = tenants.slice(0, SHOWN_NAMESPACES);
    const stats = await callAll(names.map((name) => ['TENANT', 'STATS', name]));
    const rows = names.map((name, index) => {
      const figures = Object.fromEntries(entriesOf(stats[index]));
      return [escape(name, true), formatNumber(figures.keys), formatBytes(figures.memory),
        formatNumber(figures.connections), formatNumber(figures.commands), formatBytes(figures['input-bytes']),
        formatBytes(figures['output-bytes'])];
    });
    this.namespaces.replaceChildren(h('h2', {}, 'Namespaces'), rows.length < tenants.length
      ? h('p', {class: 'soft'}, `The first ${rows.length} of ${tenants.length}.`) : '',
      table(['Name', 'Keys', 'Memory', 'Clients', 'Commands', 'In', 'Out'], rows));
  }
}

/** A table whose columns are numbers, but for the first and those that are named. */
function table(heads, rows, ...texts) {
  const kind = (index) => index === 0 || texts.includes(heads[index]) ? 'text' : 'number';
  return h('div', {class: 'scroll', tabindex: '0'}, h('table', {}, h('thead', {}, h('tr', {}, heads.map((head, index) =>
    h('th', {scope: 'col', class: kind(index)}, head)))), h('tbody', {}, rows.map((row) =>
    h('tr', {}, row.map((value, index) => h('td', {class: kind(index)}, value)))))));
}
