// What the pages ask the server for.

export class ApiError extends Error {
  constructor(status, text) {
    super(text);
    this.status = status;
  }
}

let onLoggedOut = () => {};

/** Has a listener told when the server says that nobody is logged in. */
export function whenLoggedOut(listener) {
  onLoggedOut = listener;
}

async function request(path, body) {
  let response;
  try {
    response = await fetch(path, body === undefined ? {} : {
      method: 'POST', headers: {'Content-Type': 'application/json'}, body: JSON.stringify(body)
    });
  } catch (failure) {
    throw new ApiError(0, 'The server does not answer.');
  }
  const answer = await response.json().catch(() => ({error: 'The server gave no answer that can be read.'}));
  if (!response.ok) {
    if (response.status === 401 && path !== '/api/login') {
      onLoggedOut();
    }
    throw new ApiError(response.status, answer.error);
  }
  return answer;
}

export const session = () => request('/api/session');
export const logIn = (user, password) => request('/api/login', {user, password});
export const logOut = () => request('/api/logout', {});

/** Carries commands out in a database; resolves with a reply for each, errors among them. */
export async function callAll(commands, database) {
  return (await request('/api/commands', {commands, database: database || 0})).replies;
}

/** Carries one command out; an error reply is thrown. */
export async function call(command, database) {
  const [reply] = await callAll([command], database);
  if (isError(reply)) {
    throw new ApiError(200, reply.error);
  }
  return reply;
}

/** Carries out what was typed into the console. */
export async function callConsole(command) {
  return (await request('/api/commands', {commands: [command], console: true})).replies[0];
}

export function isError(reply) {
  return reply !== null && typeof reply === 'object' && 'error' in reply;
}

/** Takes INFO's text apart: values by name. */
export function parseInfo(reply) {
  const values = new Map();
  for (const line of textOf(reply).split(/\r?\n/)) {
    const colon = line.indexOf(':');
    if (colon > 0 && !line.startsWith('#')) {
      values.set(line.slice(0, colon), line.slice(colon + 1));
    }
  }
  return values;
}

/** The text of a reply that is one. */
export function textOf(reply) {
  if (reply !== null && typeof reply === 'object') {
    return reply.verbatim || reply.status || reply.double || reply.integer || '';
  }
  return reply === null ? '' : String(reply);
}

/** The entries of a map, or of a list of names and values in turn. */
export function entriesOf(reply) {
  if (!Array.isArray(reply)) {
    return reply && reply.map || [];
  }
  const entries = [];
  for (let i = 0; i + 1 < reply.length; i += 2) {
    entries.push([reply[i], reply[i + 1]]);
  }
  return entries;
}

/** The elements of a list or a set. */
export function itemsOf(reply) {
  return Array.isArray(reply) ? reply : reply && reply.set || [];
}
