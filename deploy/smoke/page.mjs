// Opens pages in Chromium and waits for what a person would read there:
// node page.mjs PROFILE-DIR SECONDS URL TEXT [URL TEXT]...
// Speaks the DevTools protocol, so no driver is needed; a blank page never passes, as it would with a screenshot.
import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';

const [profile, seconds, ...wanted] = process.argv.slice(2);
const deadline = Date.now() + Number(seconds) * 1000;
const chromium = spawn('chromium', ['--headless=new', '--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage',
  '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync',
  '--remote-debugging-address=127.0.0.1', '--remote-debugging-port=0', `--user-data-dir=${profile}`, 'about:blank'],
{ stdio: 'ignore', detached: true });
const kill = () => { try { process.kill(-chromium.pid, 'SIGKILL'); } catch { /* gone already */ } };
process.on('exit', kill);
process.on('SIGTERM', () => process.exit(143));
chromium.on('error', (error) => { console.error(`chromium does not start: ${error.message}`); process.exit(1); });

async function poll(what, attempt) {
  let last;
  while (Date.now() < deadline) {
    try {
      last = await attempt();
      if (last?.done) {
        return last.value;
      }
    } catch (error) {
      last = error;
    }
    await pause(200);
  }
  console.error(`${what}: not within ${seconds} s; last seen: ${String(last?.value ?? last).slice(0, 500)}`);
  process.exit(1);
}

const port = await poll('chromium', () => {
  const file = `${profile}/DevToolsActivePort`;
  return { done: existsSync(file), value: existsSync(file) && readFileSync(file, 'utf8').split('\n')[0] };
});

for (let i = 0; i < wanted.length; i += 2) {
  const [url, text] = wanted.slice(i, i + 2);
  const target = await poll(url, async () => ({ done: true,
    value: await (await fetch(`http://127.0.0.1:${port}/json/new?${url}`, { method: 'PUT' })).json() }));
  const socket = new WebSocket(target.webSocketDebuggerUrl);
  await new Promise((resolve, reject) => { socket.onopen = resolve; socket.onerror = reject; });
  const waiting = new Map();
  let id = 0;
  socket.onmessage = ({ data }) => {
    const answer = JSON.parse(data);
    waiting.get(answer.id)?.(answer.result);
    waiting.delete(answer.id);
  };
  // What is drawn, shadow roots included: document.body.innerText alone misses web components.
  const expression = `(function read(root) {
    return root.innerText + [...root.querySelectorAll('*')].map((e) => e.shadowRoot
      ? [...e.shadowRoot.children].map((c) => c.innerText ? read(c) : '').join(' ') : '').join(' ');
  })(document.body)`;
  await poll(`"${text}" on ${url}`, async () => {
    const result = await new Promise((resolve) => {
      waiting.set(++id, resolve);
      socket.send(JSON.stringify({ id, method: 'Runtime.evaluate', params: { expression } }));
    });
    const value = String(result?.result?.value ?? '');
    return { done: value.includes(text), value };
  });
  console.log(`"${text}" is on ${url}`);
  socket.close();
}
process.exit(0);
