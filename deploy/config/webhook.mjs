// A receiver for Alertmanager: node webhook.mjs PORT [TOKEN-FILE] prints each delivery as one line of JSON.
// With a token, a delivery without it is refused, so that a lost secret is seen.
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';

const [port, file] = process.argv.slice(2);
const expected = file && `Bearer ${readFileSync(file, 'utf8').trim()}`;
createServer((request, response) => {
  if (expected && request.headers.authorization !== expected) {
    response.writeHead(401).end();
    return;
  }
  let body = '';
  request.on('data', (chunk) => { body += chunk; });
  request.on('end', () => {
    try {
      const { status, receiver, alerts } = JSON.parse(body);
      console.log(JSON.stringify({ path: request.url, status, receiver, alerts }));
      response.writeHead(204).end();
    } catch {
      response.writeHead(400).end();
    }
  });
}).listen(Number(port), process.env.WEBHOOK_HOST ?? '127.0.0.1');
