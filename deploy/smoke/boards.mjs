// Asks Prometheus every PromQL query of Grafana boards: node boards.mjs PROMETHEUS-URL MAY-BE-EMPTY BOARD.json...
// Each must be answered with success; without data only when a line of the list names a part of the expression.
// A line of the list that no query needs is an error, too: the list may only shrink.
import { readFileSync } from 'node:fs';
import { fill, targets, variables } from '../validate/boards.mjs';

const [prometheus, list, ...boards] = process.argv.slice(2);
const mayBeEmpty = readFileSync(list, 'utf8').split('\n').map((line) => line.replace(/\s*#.*/, '')).filter(Boolean);

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
mayBeEmpty.filter((part) => !used.has(part)).forEach((part) => bad.push(`has data or is not asked for, so needs no excuse: ${part}`));
if (bad.length > 0 || asked === 0) {
  console.error(bad.join('\n') || 'no query found');
  process.exit(1);
}
console.log(`${asked} queries of ${boards.length} boards, ${used.size} kinds of meters this shop does not have`);
