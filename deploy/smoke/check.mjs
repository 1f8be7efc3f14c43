#!/usr/bin/env node
// Sends one request to a service and follows it through everything that looks at it: its metrics page, Prometheus,
// Grafana, Loki, Tempo. Ends with 1 at the first signal that is broken, and says which and how to mend it.
//
// node deploy/smoke/check.mjs [--name=value]...; the defaults are those of deploy/compose, --help names them. Node 18 or later.
import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const compose = (name) => fileURLToPath(new URL(`../compose/${name}`, import.meta.url));
const toggles = Object.fromEntries(readFileSync(compose(existsSync(compose('.env')) ? '.env' : '.env.example'), 'utf8')
  .split('\n').filter((line) => /^\w+=/.test(line)).map((line) => line.split(/=(.*)/s).slice(0, 2)));
const grafana = `http://localhost:${toggles.GRAFANA_PORT}`;
const settings = {
  'app': [`http://localhost:${toggles.SHOP_PORT}`, 'the service'],
  'path': ['/api/catalog', 'what is asked of it; the answer must be below 400'],
  'metrics-path': ['/actuator/prometheus', 'its metrics page'],
  'job': ['shop', 'its job in Prometheus and its service_name in Loki'],
  'token-file': [compose(toggles.ENDPOINTS_TOKEN_FILE), 'holds fanlight.endpoints.token; no file, no token'],
  'prometheus': [`http://localhost:${toggles.PROMETHEUS_PORT}`, ''],
  'grafana': [grafana, ''],
  'grafana-user': ['admin', ''],
  'grafana-password-file': [compose(toggles.GRAFANA_PASSWORD_FILE), 'no file, no login'],
  'loki': [`${grafana}/api/datasources/proxy/uid/loki`, 'itself, or by way of Grafana as here'],
  'tempo': [`${grafana}/api/datasources/proxy/uid/tempo`, 'the same'],
  'timeout': ['60', 'seconds for each signal to arrive'],
};
const { values } = parseArgs({ options: { help: { type: 'boolean' },
  ...Object.fromEntries(Object.entries(settings).map(([name, [value]]) => [name, { type: 'string', default: value }])) } });
if (values.help) {
  Object.entries(settings).forEach(([name, [value, words]]) => console.log(`--${name}=${value}${words && `  ${words}`}`));
  process.exit(0);
}
const secret = (file) => (existsSync(file) ? readFileSync(file, 'utf8').trim() : undefined);
const token = secret(values['token-file']);
const password = secret(values['grafana-password-file']);
const login = password && { Authorization: `Basic ${Buffer.from(`${values['grafana-user']}:${password}`).toString('base64')}` };
const base = (name) => values[name].replace(/\/+$/, '');
/** Nobody but Grafana gets its password. */
const headers = (name) => (base(name).startsWith(base('grafana')) ? login : undefined);

class Broken extends Error {
  constructor(message, fix) {
    super(message);
    this.fix = fix;
  }
}

async function get(url, { headers = {}, fixes = {} } = {}) {
  const [place] = url.split('?');
  let answer;
  try {
    answer = await fetch(url, { headers, redirect: 'manual', signal: AbortSignal.timeout(10_000) });
  } catch (error) {
    const cause = error.cause?.code ?? error.cause?.message ?? error.message;
    throw new Broken(`${place} does not answer: ${cause}`, 'Start it, or give its address.');
  }
  const body = await answer.text();
  if (answer.status >= 300) {
    throw new Broken(`${place} answers ${answer.status} ${body.slice(0, 200).replaceAll(/\s+/g, ' ')}`.trim(),
      fixes[answer.status] ?? 'See its log.');
  }
  return body;
}

const json = async (...arguments_) => {
  const body = await get(...arguments_);
  try {
    return JSON.parse(body);
  } catch {
    throw new Broken(`${arguments_[0].split('?')[0]} answers no JSON: ${body.slice(0, 200)}`, 'Something else listens at this address.');
  }
};

const trace = randomBytes(16).toString('hex');
const nanos = () => `${Date.now()}000000`;
const began = Date.now();

const signals = {
  async 'the service answers'() {
    await get(base('app') + values.path, { headers: { traceparent: `00-${trace}-${randomBytes(8).toString('hex')}-01` },
      fixes: { 404: 'Give a path that it has: --path.', 401: 'Give a path that needs no login: --path.' } });
    return `trace ${trace}`;
  },
  async 'its metrics page has requests'() {
    const page = await get(base('app') + values['metrics-path'], { headers: token && { Authorization: `Bearer ${token}` },
      fixes: { 401: 'Give fanlight.endpoints.token in --token-file.',
        404: 'Expose it: management.endpoints.web.exposure.include=health,prometheus, or give --metrics-path.' } });
    const lines = page.split('\n').filter((line) => /^http_server_request(s|_duration)_seconds_count/.test(line));
    if (lines.length === 0) {
      throw new Broken('no request is counted on it', 'Look for fanlight.metrics.enabled=false or a MeterFilter that denies.');
    }
    return `${lines.length} series of requests`;
  },
  async 'Prometheus scrapes it'() {
    const query = async (expression) => (await json(`${base('prometheus')}/api/v1/query?query=${encodeURIComponent(expression)}`)).data.result;
    const up = await query(`up{job="${values.job}"}`);
    if (up.length === 0) {
      throw new Broken(`it has no target with job="${values.job}"`, 'Add a job of that name to prometheus.yml, or give --job.');
    }
    if (up.every(({ value }) => value[1] !== '1')) {
      const { data } = await json(`${base('prometheus')}/api/v1/targets?state=active`);
      const why = data.activeTargets.find(({ labels }) => labels.job === values.job)?.lastError;
      throw new Broken(`its target is down: ${why || 'not scraped yet'}`, 'Mend address, path or credentials_file of the job in prometheus.yml.');
    }
    const requests = await query(`sum({__name__=~"http_server_request(s|_duration)_seconds_count",job="${values.job}"})`);
    if (requests.length === 0) {
      throw new Broken('the target is up, but no request has arrived', 'Look at metric_relabel_configs of the job.');
    }
    return `${requests[0].value[1]} requests counted`;
  },
  async 'Grafana is healthy'() {
    const health = await json(`${base('grafana')}/api/health`);
    if (health.database !== 'ok') {
      throw new Broken(`its database is ${health.database}`, 'See its log, and whether its volume is full.');
    }
    return health.version ?? '';
  },
  async 'Loki has a line of the request'() {
    const query = new URLSearchParams({ query: `{service_name="${values.job}"} | trace_id="${trace}"`, limit: '10',
      start: `${began - 60_000}000000`, end: nanos() });
    const { data } = await json(`${base('loki')}/loki/api/v1/query_range?${query}`, { headers: headers('loki'), fixes: {
      401: 'Give Grafana\'s password in --grafana-password-file.', 404: 'Give the address of Loki without /loki/api: --loki.' } });
    const lines = data.result.flatMap(({ values: entries }) => entries);
    if (lines.length === 0) {
      throw new Broken(`it has no line with trace_id="${trace}"`, 'Ask the service: --fanlight.doctor, or /actuator/fanlight/doctor, '
        + 'says whether log records leave it; then look at the logs of the collector and of Loki.');
    }
    return lines[0][1].slice(0, 80);
  },
  async 'Tempo has the trace'() {
    const missing = 'Ask the service: --fanlight.doctor, or /actuator/fanlight/doctor, says whether spans leave it; '
      + 'then look at the logs of the collector and of Tempo.';
    const found = await json(`${base('tempo')}/api/traces/${trace}`, { headers: { Accept: 'application/json', ...headers('tempo') },
      fixes: { 404: missing, 401: 'Give Grafana\'s password in --grafana-password-file.' } });
    const spans = (found.batches ?? found.resourceSpans ?? []).flatMap((batch) => batch.scopeSpans ?? batch.instrumentationLibrarySpans ?? [])
      .flatMap((scope) => scope.spans ?? []);
    if (spans.length === 0) {
      throw new Broken(`it has no span of ${trace}`, missing);
    }
    return `${spans.length} spans, ${spans[0].name}`;
  },
};

for (const [signal, look] of Object.entries(signals)) {
  const deadline = Date.now() + Number(values.timeout) * 1000;
  for (;;) {
    try {
      const said = await look();
      console.log(`ok      ${signal}${said && `: ${said}`}`);
      break;
    } catch (error) {
      if (!(error instanceof Broken) || Date.now() >= deadline) {
        console.error(`BROKEN  ${signal}: ${error instanceof Broken ? error.message : error.stack}\n        ${error.fix ?? 'Please report this.'}`);
        process.exit(1);
      }
    }
    await pause(Math.min(1000, Math.max(50, Number(values.timeout) * 50)));
  }
}
