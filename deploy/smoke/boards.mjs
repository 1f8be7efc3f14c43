// Asks Prometheus every PromQL query of Grafana boards: node boards.mjs PROMETHEUS-URL BOARD.json...
// Each must be answered with data. Zeroes that a board shows where nothing failed do not count: something has.
import { readFileSync } from 'node:fs';
import { fill, targets, variables } from '../validate/boards.mjs';

const [prometheus, ...boards] = process.argv.slice(2);

let asked = 0;
const bad = [];
for (const file of boards) {
  const board = JSON.parse(readFileSync(file, 'utf8'));
  for (const target of targets(board, 'prometheus')) {
    const query = fill(target.expr, variables(board)).replace(/ or 0 \* .*/, '');
    const answer = await (await fetch(`${prometheus}/api/v1/query?query=${encodeURIComponent(query)}`)).json();
    asked++;
    if (answer.status !== 'success' || answer.data.result.length === 0) {
      bad.push(`${board.title} / ${target.panel}: ${answer.error ?? 'no data'}\n  ${query}`);
    }
  }
}
if (bad.length > 0 || asked === 0) {
  console.error(bad.join('\n') || 'no query found');
  process.exit(1);
}
console.log(`${asked} queries`);
