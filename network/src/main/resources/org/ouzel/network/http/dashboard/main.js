// Who is logged in, and which view is shown.

import {logIn, logOut, session, whenLoggedOut} from '/api.js';
import {attempt, toast} from '/dom.js';
import {showConsole} from '/console.js';
import {showKeys} from '/keys.js';
import {showStatistics} from '/statistics.js';

const VIEWS = {statistics: showStatistics, keys: showKeys, console: showConsole};
const byId = (id) => document.getElementById(id);
let leave = null;

function showView() {
  const name = location.hash.slice(1).split('/')[0];
  const view = VIEWS[name] ? name : 'statistics';
  if (leave) {
    leave();
  }
  for (const link of document.querySelectorAll('nav a')) {
    if (link.dataset.view === view) {
      link.setAttribute('aria-current', 'page');
    } else {
      link.removeAttribute('aria-current');
    }
  }
  byId('main').replaceChildren();
  leave = VIEWS[view](byId('main')) || null;
}

function showApp(user) {
  byId('login').hidden = true;
  byId('app').hidden = false;
  byId('user').textContent = user;
  byId('user').title = 'Logged in as ' + user;
  showView();
}

function showLogin() {
  if (leave) {
    leave();
    leave = null;
  }
  byId('app').hidden = true;
  byId('main').replaceChildren();
  byId('login').hidden = false;
  byId('login-form').user.focus();
}

function switchTheme() {
  const isDark = matchMedia('(prefers-color-scheme: dark)').matches;
  const now = document.documentElement.dataset.theme || (isDark ? 'dark' : 'light');
  document.documentElement.dataset.theme = now === 'dark' ? 'light' : 'dark';
  localStorage.setItem('theme', document.documentElement.dataset.theme);
}

const theme = localStorage.getItem('theme');
if (theme === 'light' || theme === 'dark') {
  document.documentElement.dataset.theme = theme;
}
byId('theme').addEventListener('click', switchTheme);
byId('login-form').addEventListener('submit', async (event) => {
  event.preventDefault();
  const form = event.currentTarget;
  const submit = form.querySelector('button');
  byId('login-error').textContent = '';
  submit.disabled = true;
  try {
    const {user} = await logIn(form.user.value, form.password.value);
    form.password.value = '';
    showApp(user);
  } catch (failure) {
    byId('login-error').textContent = failure.message;
    form.password.select();
  } finally {
    submit.disabled = false;
  }
});
byId('logout').addEventListener('click', attempt(async () => {
  await logOut();
  sessionStorage.clear();
  showLogin();
}));
whenLoggedOut(() => {
  if (!byId('app').hidden) {
    toast('You are no longer logged in.', true);
  }
  showLogin();
});
addEventListener('hashchange', () => {
  if (!byId('app').hidden) {
    showView();
  }
});
session().then(({user}) => showApp(user), (failure) => {
  if (failure.status !== 401) {
    byId('login-error').textContent = failure.message;
    showLogin();
  }
});
