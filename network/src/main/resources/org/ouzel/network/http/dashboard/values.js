// Values that may be any bytes: a string if they are UTF-8, else {base64: …}. What people see and type is escaped as in
// redis-cli: \n \r \t \\ \xHH.

const ENCODER = new TextEncoder();
const STRICT = new TextDecoder('utf-8', {fatal: true, ignoreBOM: true});

export function toBytes(value) {
  if (value && value.base64 !== undefined) {
    return Uint8Array.from(atob(value.base64), (character) => character.charCodeAt(0));
  }
  return ENCODER.encode(String(value));
}

export function fromBytes(bytes) {
  try {
    return STRICT.decode(bytes);
  } catch (failure) {
    let binary = '';
    for (let i = 0; i < bytes.length; i += 8192) {
      binary += String.fromCharCode(...bytes.subarray(i, i + 8192));
    }
    return {base64: btoa(binary)};
  }
}

export function isBinary(value) {
  return Boolean(value && value.base64 !== undefined);
}

const hex = (byte) => '\\x' + byte.toString(16).padStart(2, '0');

/** The escaped text; with `isOneLine` line ends and tabs are escaped too. */
export function escape(value, isOneLine) {
  if (isBinary(value)) {
    return Array.from(toBytes(value), (byte) => byte === 92 ? '\\\\' : byte === 10 ? (isOneLine ? '\\n' : '\n')
      : byte >= 32 && byte < 127 ? String.fromCharCode(byte) : hex(byte)).join('');
  }
  return String(value).replace(/[\\\u0000-\u001f\u007f\u2028\u2029\u202a-\u202e\u2066-\u2069]/g, (character) => {
    if (character === '\\') {
      return '\\\\';
    }
    if (!isOneLine && (character === '\n' || character === '\t')) {
      return character;
    }
    const named = {'\n': '\\n', '\r': '\\r', '\t': '\\t'}[character];
    return named || Array.from(ENCODER.encode(character), hex).join('');
  });
}

/** The value of an escaped text. */
export function unescape(text) {
  const bytes = [];
  for (let i = 0; i < text.length;) {
    const code = /^\\x([0-9a-fA-F]{2})/.exec(text.slice(i, i + 4));
    if (code) {
      bytes.push(parseInt(code[1], 16));
      i += 4;
    } else if (text[i] === '\\' && i + 1 < text.length) {
      const meant = {n: '\n', r: '\r', t: '\t', b: '\b', a: '\u0007'}[text[i + 1]] || text[i + 1];
      bytes.push(...ENCODER.encode(meant));
      i += 2;
    } else {
      const character = String.fromCodePoint(text.codePointAt(i));
      bytes.push(...ENCODER.encode(character));
      i += character.length;
    }
  }
  return fromBytes(Uint8Array.from(bytes));
}

/** Bytes as a hex editor shows them. */
export function hexDump(value, mostBytes) {
  const bytes = toBytes(value).subarray(0, mostBytes);
  const lines = [];
  for (let i = 0; i < bytes.length; i += 16) {
    const part = Array.from(bytes.subarray(i, i + 16));
    const codes = part.map((byte) => byte.toString(16).padStart(2, '0')).join(' ').padEnd(47);
    const text = part.map((byte) => byte >= 32 && byte < 127 ? String.fromCharCode(byte) : '·').join('');
    lines.push(i.toString(16).padStart(8, '0') + '  ' + codes + '  ' + text);
  }
  return lines.join('\n');
}

/** Whether two values are the same bytes. */
export function isSame(one, other) {
  return JSON.stringify(one) === JSON.stringify(other);
}

/** Splits a line into words as redis-cli does; throws if quotes are left open. */
export function splitWords(line) {
  const words = [];
  let i = 0;
  while (i < line.length) {
    while (i < line.length && /\s/.test(line[i])) {
      i++;
    }
    if (i >= line.length) {
      break;
    }
    let word = '';
    const quote = line[i] === '"' || line[i] === "'" ? line[i] : '';
    if (!quote) {
      while (i < line.length && !/\s/.test(line[i])) {
        word += line[i++];
      }
      words.push(word);
      continue;
    }
    i++;
    while (i < line.length && line[i] !== quote) {
      if (line[i] === '\\' && i + 1 < line.length) {
        word += quote === '"' ? line[i] + line[i + 1] : line[i + 1] === "'" ? "'" : '\\\\' + escape(line[i + 1]);
        i += 2;
      } else {
        word += line[i++];
      }
    }
    if (i >= line.length || i + 1 < line.length && !/\s/.test(line[i + 1])) {
      throw new Error('Unbalanced quotes');
    }
    i++;
    words.push(unescape(word));
  }
  return words;
}
