// What is asked by Grafana boards.

/** A query with Grafana's own variables and those of the board filled in. */
export function fill(expression, variables) {
  let filled = expression.replaceAll(/\$\{?__rate_interval\}?/g, '30s').replaceAll(/\$\{?__interval\}?/g, '15s')
    .replaceAll(/\$\{?__range\}?/g, '5m').replaceAll(/\$\{?__auto\}?/g, '30s');
  for (const [name, value] of Object.entries(variables)) {
    filled = filled.replaceAll(new RegExp(`\\$\\{${name}(:[a-z]+)?\\}|\\$${name}\\b`, 'g'), value);
  }
  return filled;
}

/** The variables of a board with the values it opens with. */
export const variables = (board) => Object.fromEntries((board.templating?.list ?? []).map(({ name, current, allValue }) =>
  [name, current?.value === '$__all' ? allValue ?? '.*' : current?.value ?? '']));

/** All targets of all panels, rows included, of one kind of data source. */
export function targets(board, type) {
  const found = [];
  (function walk(panels) {
    for (const panel of panels ?? []) {
      walk(panel.panels);
      for (const target of panel.targets ?? []) {
        if ((target.datasource?.type ?? panel.datasource?.type) === type) {
          found.push({ panel: panel.title, ...target });
        }
      }
    }
  })(board.panels);
  return found;
}
