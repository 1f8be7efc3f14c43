// Asks Prometheus every PromQL query of Grafana boards: node boards.mjs PROMETHEUS-URL MAY-BE-EMPTY BOARD.json...
// Each must be answered with success; without data only when a line of the list names a part of the expression.
// Lines of the list that no query needs are named, so that the list can shrink.
import { readFileSync } from 'node:fs';
import { fill, targets, variables } from '../validate/boards.mjs';

const [prometheus, list, ...boards] = process.argv.slice(2);
const mayBeEmpty = readFileSync(list, 'utf8').split('\n').map((line) => line.replace(/(^|\s+)#.*/, '')).filter(Boolean);

let asked = 0;
const used = new Set();
const bad = [];
for (const file of boards) {
  const board = JSON.parse(readFileSync(file, 'utf8'));
  for (const target of targets(board, 'prometheus')) {
    const query = fill(target.expr, variables(board));
    const url = `${prometheus}/api/v1/query?query=${encodeURIComponent(query)}`;
    const answer = await (await fetch(url)).json();
    asked++;
    if (answer.status !== 'success') {
      bad.push(`${board.title} / ${target.panel}: ${answer.error}\n  ${query}`);
    } else if (answer.data.result.length === 0) {
      const excuse = mayBeEmpty.find((part) => query.includes(part));
      if (excuse) {
        used.add(excuse);
      } else {
        bad.push(`${board.title} / ${target.panel}: no data\n  ${query}`);
      }
    }
  }
}
if (bad.length > 0 || asked === 0) {
  console.error(bad.join('\n') || 'no query found');
  process.exit(1);
}
const idle = mayBeEmpty.filter((part) => !used.has(part));
console.log(`${asked} queries, ${used.size} excused${idle.length > 0 ? `, without need: ${idle.join(', ')}` : ''}`);
