// The smoke command: it passes when every signal is there, and names the one that is not, each broken once. Prometheus is
// real. Loki, Tempo and Grafana are stand-ins that answer as their interfaces are documented: no container engine here.
import assert from 'node:assert/strict';
import { execFile, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { parser } from '@grafana/lezer-logql';
import { path } from './files.mjs';

const work = mkdtempSync(join(tmpdir(), 'check-'));
const token = 'token-of-the-endpoints';
const password = 'password-of-grafana';
writeFileSync(join(work, 'token'), `${token}\n`);
writeFileSync(join(work, 'password'), password);
let broken; // what answers wrongly in this test
let traces = []; // what the service was sent
let queries = [];
const cleanups = [];

async function serve(answer) {
  const server = createServer((request, response) => {
    const { status = 200, body = '' } = answer(new URL(request.url, 'http://localhost'), request.headers) ?? { status: 404 };
    response.writeHead(status, { 'Content-Type': typeof body === 'string' ? 'text/plain' : 'application/json' });
    response.end(typeof body === 'string' ? body : JSON.stringify(body));
  });
  await new Promise((resolve) => { server.listen(0, '127.0.0.1', resolve); });
  cleanups.push(() => { server.closeAllConnections(); server.close(); });
  return `http://127.0.0.1:${server.address().port}`;
}

const service = (url, headers) => {
  if (url.pathname === '/api/catalog') {
    traces.push(headers.traceparent?.split('-')[1]);
    return broken === 'service' ? { status: 500, body: 'no database' } : { body: 'ok' };
  }
  if (url.pathname === '/actuator/prometheus') {
    return headers.authorization === `Bearer ${token}`
      ? { body: broken === 'page' ? 'up 1\n' : 'http_server_requests_seconds_count{uri="/api/catalog"} 1\n' } : { status: 401 };
  }
};

const loki = (url) => {
  if (url.pathname === '/loki/api/v1/query_range') {
    queries.push(url.searchParams.get('query'));
    const [trace] = url.searchParams.get('query').match(/[0-9a-f]{32}/);
    const within = BigInt(url.searchParams.get('start')) < BigInt(Date.now()) * 1000000n;
    const there = within && traces.includes(trace) && broken !== 'loki';
    return { body: { status: 'success', data: { resultType: 'streams', result: there
      ? [{ stream: { service_name: 'shop', trace_id: trace }, values: [[`${Date.now()}000000`, 'GET /api/catalog 200']] }] : [] } } };
  }
};

const tempo = (url) => {
  const trace = url.pathname.match(/^\/api\/traces\/([0-9a-f]{32})$/)?.[1];
  return trace && traces.includes(trace) && broken !== 'tempo' ? { body: { batches: [{ resource: { attributes: [] },
    scopeSpans: [{ scope: { name: 'shop' }, spans: [{ traceId: 'AA==', spanId: 'AA==', name: 'http get /api/catalog' }] }] }] } }
    : { status: 404, body: 'trace not found' };
};

const grafana = (url, headers) => {
  if (url.pathname === '/api/health') {
    return { body: { database: broken === 'grafana' ? 'failing' : 'ok', version: '13.2.3' } };
  }
  const [, source, rest] = url.pathname.match(/^\/api\/datasources\/proxy\/uid\/(loki|tempo)(\/.*)$/) ?? [];
  if (source) {
    return headers.authorization === `Basic ${Buffer.from(`admin:${password}`).toString('base64')}`
      ? { loki, tempo }[source](new URL(rest + url.search, url)) : { status: 401, body: { message: 'Unauthorized' } };
  }
};

const addresses = {};
let prometheus;

before(async () => {
  Object.assign(addresses, { app: await serve(service), grafana: await serve(grafana), loki: await serve(loki), tempo: await serve(tempo) });
  const free = new URL(await serve(() => {})).port;
  cleanups.pop()();
  const away = await serve(() => {});
  cleanups.pop()();
  addresses.nobody = away;
  const target = (job, address, more = '') => `  - job_name: ${job}\n    metrics_path: /actuator/prometheus\n${more}    static_configs: [{targets: ["${address}"]}]\n`;
  const shop = new URL(addresses.app).host;
  writeFileSync(join(work, 'prometheus.yml'), `global: {scrape_interval: 500ms}\nscrape_configs:\n${
    target('shop', shop, `    authorization: {credentials: ${token}}\n`)}${target('tokenless', shop)}`);
  prometheus = spawn('prometheus', [`--config.file=${work}/prometheus.yml`, `--storage.tsdb.path=${work}/tsdb`, `--web.listen-address=127.0.0.1:${free}`], { stdio: 'ignore' });
  addresses.prometheus = `http://127.0.0.1:${free}`;
  for (let i = 0; i < 300; i += 1) {
    const up = await fetch(`${addresses.prometheus}/api/v1/query?query=up`).then((answer) => answer.json()).catch(() => undefined);
    if (up?.data?.result.length === 2) {
      return;
    }
    await pause(100);
  }
  assert.fail('Prometheus has not scraped');
});

after(() => {
  prometheus.kill();
  cleanups.forEach((cleanup) => cleanup());
  rmSync(work, { recursive: true, force: true });
});

const check = (options = {}) => new Promise((resolve) => {
  const { nobody, ...known } = addresses;
  // A second, because Prometheus was seen without a series that it had a moment before
  const all = { ...known, 'token-file': join(work, 'token'), 'grafana-password-file': join(work, 'password'), timeout: '1', ...options };
  execFile(process.execPath, [path('smoke/check.mjs'), ...Object.entries(all).map(([name, value]) => `--${name}=${value}`)],
    (error, out, err) => resolve({ code: error?.code ?? 0, out, err }));
});

/** Each with what is broken, how, and what of it is said. */
const faults = {
  'a service that fails': ['service', {}, /^BROKEN {2}the service answers: .*answers 500 no database/],
  'a service that is away': ['', { app: 'nobody' }, /^BROKEN {2}the service answers: .*ECONNREFUSED\n +Start it/],
  'a path that it lacks': ['', { path: '/nowhere' }, /answers 404\n +Give a path that it has/],
  'a metrics page without the token': ['', { 'token-file': '/nowhere' }, /^BROKEN {2}its metrics page.*401\n.*--token-file/],
  'a metrics page without requests': ['page', {}, /^BROKEN {2}its metrics page.*no request is counted/],
  'a job that Prometheus lacks': ['', { job: 'other' }, /^BROKEN {2}Prometheus scrapes it: it has no target with job="other"/],
  'a target that is down': ['', { job: 'tokenless' }, /^BROKEN {2}Prometheus scrapes it: its target is down: .*401/],
  'a Grafana without its database': ['grafana', {}, /^BROKEN {2}Grafana is healthy: its database is failing/],
  'a line that Loki lacks': ['loki', {}, /^BROKEN {2}Loki has a line.*no line with trace_id.*\n.*fanlight\.doctor/],
  'a Loki that is away': ['', { loki: 'nobody' }, /^BROKEN {2}Loki has a line.*ECONNREFUSED/],
  'a trace that Tempo lacks': ['tempo', {}, /^BROKEN {2}Tempo has the trace: .*404 trace not found\n.*fanlight\.doctor/],
  'something else in the place of Tempo': ['', { tempo: 'app' }, /^BROKEN {2}Tempo has the trace: .*404/],
};

test('every signal is there', async () => {
  broken = '';
  const { code, out, err } = await check({ timeout: '20' });
  assert.equal(code, 0, err);
  assert.equal(out.match(/^ok {6}/gm).length, 6);
  assert.match(out, /Tempo has the trace: 1 spans, http get \/api\/catalog/);
  parser.parse(queries.at(-1)).iterate({ enter: (node) => assert.ok(!node.type.isError, queries.at(-1)) });
});

test('by way of Grafana, with its password', async () => {
  broken = '';
  const proxied = (name) => `${addresses.grafana}/api/datasources/proxy/uid/${name}`;
  const { code, err } = await check({ loki: proxied('loki'), tempo: proxied('tempo'), timeout: '20' });
  assert.equal(code, 0, err);
  const stranger = await check({ loki: proxied('loki'), tempo: proxied('tempo'), 'grafana-password-file': '/nowhere' });
  assert.match(stranger.err, /^BROKEN {2}Loki has a line.*401.*\n.*--grafana-password-file/);
});

for (const [name, [part, options, words]] of Object.entries(faults)) {
  test(name, async () => {
    broken = part;
    const { code, out, err } = await check(Object.fromEntries(Object.entries(options).map(([key, value]) => [key, addresses[value] ?? value])));
    assert.equal(code, 1);
    assert.match(err, words);
    assert.ok(!(out + err).includes(token) && !(out + err).includes(password));
  });
}
