// Answers as Loki, Tempo and Grafana document it, with what the OTLP store holds: node standins.mjs STORE-PORT PORT
// They are none of the three: only what check.mjs asks is answered.
import { createServer } from 'node:http';

const [store, port] = process.argv.slice(2);
const stored = async (kind, trace) => (await (await fetch(`http://127.0.0.1:${store}/api/query/${kind}`, { method: 'POST',
  headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ query: `trace_id = "${trace}"`, limit: 100 }) })).json())[kind];

async function answer(url) {
  const [trace] = decodeURIComponent(url.href).match(/[0-9a-f]{32}/) ?? [];
  if (url.pathname === '/loki/api/v1/query_range') {
    const lines = (await stored('logs', trace)).map((line) => [`${Date.now()}000000`, JSON.stringify(line)]);
    return [200, { status: 'success', data: { resultType: 'streams', result: lines.length ? [{ stream: {}, values: lines }] : [] } }];
  }
  if (url.pathname.startsWith('/api/traces/')) {
    const spans = (await stored('traces', trace)).flatMap((found) => found.spans);
    return spans.length ? [200, { batches: [{ scopeSpans: [{ spans }] }] }] : [404, { message: 'trace not found' }];
  }
  return url.pathname === '/api/health' ? [200, { database: 'ok', version: 'a stand-in' }] : [404, {}];
}

createServer(async (request, response) => {
  const [status, body] = await answer(new URL(request.url, 'http://localhost')).catch((error) => [502, { message: error.message }]);
  response.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify(body));
}).listen(port, '127.0.0.1');
