// Small means of building pages, and of writing numbers as people read them.

/** Makes an element: attributes by name, listeners by `onclick` and the like, classes by `class`. */
export function h(tag, attributes, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes || {})) {
    if (name.startsWith('on')) {
      element.addEventListener(name.slice(2), value);
    } else if (value === true) {
      element.setAttribute(name, '');
    } else if (value !== false && value !== null && value !== undefined) {
      element.setAttribute(name, value);
    }
  }
  element.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

export function button(text, onclick, kind) {
  return h('button', {type: 'button', class: kind, onclick}, text);
}

/** Shows a message for a while. */
export function toast(text, isError) {
  const shown = h('div', {class: isError ? 'toast error' : 'toast', role: isError ? 'alert' : 'status'}, text);
  document.getElementById('toasts').append(shown);
  setTimeout(() => shown.remove(), isError ? 8000 : 3000);
}

/** Runs what a button does; its failure is shown. */
export function attempt(action) {
  return async (event) => {
    if (event && event.preventDefault) {
      event.preventDefault();
    }
    try {
      await action(event);
    } catch (failure) {
      toast(failure.message, true);
    }
  };
}

/**
 * Asks for texts in a dialog. Fields: {name, label, value, isLong}; with none it asks yes or no.
 * Resolves with the texts by name, or null if it was cancelled.
 */
export function ask(title, fields, confirmText, isDangerous) {
  return new Promise((resolve) => {
    const inputs = fields.map((field) => {
      const input = h(field.isLong ? 'textarea' : 'input', {name: field.name, spellcheck: 'false', autocomplete: 'off'});
      input.value = field.value || '';
      return input;
    });
    const finish = (answer) => {
      dialog.close();
      dialog.remove();
      resolve(answer);
    };
    const form = h('form', {
      onsubmit: (event) => {
        event.preventDefault();
        finish(Object.fromEntries(inputs.map((input) => [input.name, input.value])));
      }
    }, h('h2', {}, title), fields.map((field, index) => h('label', {}, field.label, inputs[index])),
      h('div', {class: 'row'}, h('button', {type: 'submit', class: isDangerous ? 'danger' : 'primary'}, confirmText),
        button('Cancel', () => finish(null))));
    const dialog = h('dialog', {'aria-label': title}, form);
    dialog.addEventListener('cancel', (event) => {
      event.preventDefault();
      finish(null);
    });
    document.body.append(dialog);
    dialog.showModal();
    (inputs[0] || form.querySelector('button:last-of-type')).focus();
  });
}

export function formatNumber(number, digits) {
  return Number.isFinite(number) ? number.toLocaleString('en', {maximumFractionDigits: digits || 0}) : '–';
}

export function formatBytes(bytes) {
  if (!Number.isFinite(bytes)) {
    return '–';
  }
  const units = ['B', 'KB', 'MB', 'GB', 'TB'];
  let shown = bytes;
  let unit = 0;
  while (Math.abs(shown) >= 1024 && unit < units.length - 1) {
    shown /= 1024;
    unit++;
  }
  return formatNumber(shown, unit && shown < 100 ? 1 : 0) + ' ' + units[unit];
}

export function formatMicros(us) {
  if (!Number.isFinite(us)) {
    return '–';
  }
  return us < 1000 ? formatNumber(us, us < 10 ? 1 : 0) + ' µs'
    : us < 1e6 ? formatNumber(us / 1000, us < 1e4 ? 1 : 0) + ' ms' : formatNumber(us / 1e6, 1) + ' s';
}

export function formatSeconds(seconds) {
  if (!Number.isFinite(seconds) || seconds < 0) {
    return '–';
  }
  if (seconds < 60) {
    return formatNumber(seconds, seconds < 10 ? 1 : 0) + ' s';
  }
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) {
    return minutes + ' min';
  }
  const hours = Math.floor(minutes / 60);
  return hours < 48 ? hours + ' h ' + minutes % 60 + ' min' : Math.floor(hours / 24) + ' days';
}
