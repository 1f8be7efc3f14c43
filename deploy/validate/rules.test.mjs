// Rules, boards and data sources, without Prometheus and Grafana.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import Ajv from 'ajv';
import { createFormatter, createParser, createProgram, SchemaGenerator } from 'ts-json-schema-generator';
import { parse } from 'yaml';
import { exists, json, list, path, run, text, yaml } from './files.mjs';
import { languages } from './queries.mjs';
import { fill, targets, variables } from './boards.mjs';

const ruleFiles = list('generated/rules', '.yml');
const boardFiles = list('generated/dashboards', '.json');
const sources = yaml('config/grafana/datasources/fanlight.yaml').datasources;
function scratch(use) {
  const folder = mkdtempSync(join(tmpdir(), 'fanlight-'));
  try {
    return use(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
const bad = (entries) => assert.deepEqual(entries.filter(([, why]) => why), []);

test('the languages refuse what cannot be meant', () => {
  for (const [language, query] of [['prometheus', 'rate(up)'], ['prometheus', 'sum(up'], ['prometheus', 'no_such(up)'],
    ['loki', '{a="b"} | json | |'], ['tempo', '{ resource.service.name == }']]) {
    assert.notEqual(languages[language](query), '', query);
  }
});

test('promtool takes the rules and the configuration', () => {
  run('promtool', 'check', 'rules', ...ruleFiles.map((file) => path(file)));
  run('promtool', 'check', 'config', '--syntax-only', path('config/prometheus.yml'));
});

test('every expression of the rules has the right types', () => {
  bad(ruleFiles.flatMap((file) => yaml(file).groups.flatMap(({ rules }) => rules)).map(({ expr }) => [expr, languages.prometheus(expr)]));
});

test('every alert has severity, words and a runbook', () => {
  const alerts = ruleFiles.flatMap((file) => yaml(file).groups.flatMap(({ rules }) => rules)).filter(({ alert }) => alert);
  assert.ok(alerts.length > 0);
  for (const { alert, labels, annotations } of alerts) {
    assert.match(labels.severity, /^(page|ticket)$/, alert);
    assert.ok(labels.service && annotations.summary, alert);
    const runbook = annotations.runbook_url.match(/docs\/runbooks\/[\w-]+\.md$/);
    assert.ok(runbook && exists('..', runbook[0]), `${alert}: ${annotations.runbook_url}`);
  }
});

test('rules of the stack fire when something is lost, and are silent before and after', () => {
  const lost = 'otelcol_exporter_send_failed_log_records_total{job="collector",instance="a",exporter="otlp_http/loki"}';
  const full = 'otelcol_exporter_enqueue_failed_spans_total{job="collector",instance="a",exporter="otlp_http/loki"}';
  const refused = 'loki_discarded_samples_total{job="loki",instance="a",reason="structured_metadata_too_large"}';
  const up = '1x100';
  const scenarios = [
    ['StackTargetDown', '1x20 0x20 1x20', 'unused', '_', { 20: 0, 30: 1, 50: 0 }],
    // Counters that are not there before they count
    ['TelemetryLost', up, lost, '_x20 7x60', { 19: 0, 25: 1, 50: 0 }],
    ['CollectorQueueFull', up, full, '7x20 9x60', { 19: 0, 25: 1, 50: 0 }],
    ['StoreRefuses', up, refused, '_x20 7x60', { 19: 0, 25: 1, 50: 0 }],
    // Nor are they while nobody scrapes, or nothing answers
    ...[['TelemetryLost', lost], ['CollectorQueueFull', full], ['StoreRefuses', refused]].flatMap(([alert, series]) =>
      ['1x20 _x20 1x40', '1x20 0x20 1x40'].map((gap) => [alert, gap, series, '5x20 _x20 5x40', { 20: 0, 42: 0, 50: 0, 57: 0 }])),
    // A process that starts anew
    ['TelemetryLost', '1x20 0x1 1x60', lost, '_x24 7x60', { 22: 0, 26: 1, 50: 0 }],
  ];
  assert.deepEqual([...new Set(scenarios.map(([alert]) => alert))], yaml('config/stack-rules.yml').groups.flatMap(({ rules }) => rules).map(({ alert }) => alert));
  scratch((folder) => {
    writeFileSync(join(folder, 'test.yml'), JSON.stringify({ rule_files: [path('config/stack-rules.yml')], evaluation_interval: '1m',
      tests: scenarios.map(([alert, target, series, values, checks]) => ({ interval: '1m',
        input_series: [{ series: `up{job="${series === refused ? 'loki' : 'collector'}",instance="a"}`, values: target }, { series, values }],
        promql_expr_test: Object.entries(checks).map(([minute, fires]) => ({ expr: `count(ALERTS{alertname="${alert}",alertstate="firing",service=~".+"})`,
          eval_time: `${minute}m`, exp_samples: fires ? [{ labels: '{}', value: 1 }] : [] })) })) }));
    run('promtool', 'test', 'rules', join(folder, 'test.yml'));
  });
});

test('a service is generated beside the others', () => {
  scratch((folder) => {
    mkdirSync(join(folder, 'bin'));
    // Stands in for Java: writes what a service writes, and says what it was asked
    writeFileSync(join(folder, 'bin', 'java'), `#!/bin/sh
for argument; do case $argument in --fanlight.slo.write-to=*) out=\${argument#*=};; *.jar) name=$(basename "$argument" .jar);; esac; done
mkdir -p "$out" && cp "${path('generated/rules/shop-rules.yml')}" "$out/$name-rules.yml" && echo {} >"$out/$name-dashboard.json"\n`, { mode: 0o755 });
    for (const name of ['shop', 'orders']) {
      writeFileSync(join(folder, `${name}.jar`), '');
      execFileSync(path('generate'), [`${name}.jar`, 'out'], { cwd: folder, env: { ...process.env, JAVA_HOME: folder } });
    }
    const { resources, configMapGenerator: [{ files }] } = parse(readFileSync(join(folder, 'out/kustomization.yaml'), 'utf8'));
    assert.deepEqual(resources, ['orders', 'shop', 'stack'].map((name) => `prometheusrule-${name}-rules.yaml`));
    assert.deepEqual(files, ['orders', 'shop'].map((name) => `dashboards/${name}-dashboard.json`));
    resources.forEach((name) => assert.ok(parse(readFileSync(join(folder, 'out', name), 'utf8')).spec.groups.length, name));
    assert.deepEqual(readdirSync(join(folder, 'out/rules')), ['orders-rules.yml', 'shop-rules.yml', 'stack-rules.yml']);
  });
});

test('rules of the stack that are generated are those of the configuration', () => {
  assert.equal(text('generated/rules/stack-rules.yml'), text('config/stack-rules.yml'));
});

test('Alertmanager takes the configuration, with what is commented out, too', () => {
  scratch((folder) => {
    const all = join(folder, 'alertmanager.yml');
    writeFileSync(all, text('config/alertmanager.yml').replaceAll(/^    # /gm, '    '));
    run('amtool', 'check-config', path('config/alertmanager.yml'), all);
  });
});

test('pages and tickets go their ways', () => {
  for (const [severity, receiver] of [['page', 'page'], ['ticket', 'ticket'], ['unheard of', 'ticket']]) {
    assert.equal(execFileSync('amtool', ['config', 'routes', 'test', `--config.file=${path('config/alertmanager.yml')}`,
      `severity=${severity}`, 'service=shop'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim(), receiver);
  }
});

test('inhibition names alerts and labels that exist', () => {
  const alerts = ruleFiles.flatMap((file) => yaml(file).groups.flatMap(({ rules }) => rules)).filter(({ alert }) => alert);
  for (const rule of yaml('config/alertmanager.yml').inhibit_rules) {
    for (const [, name] of rule.source_matchers.join().matchAll(/alertname="(\w+)"/g)) {
      assert.ok(alerts.some(({ alert }) => alert === name), name);
    }
    rule.equal.forEach((label) => assert.ok(alerts.every(({ labels }) => label in labels), label));
  }
});

/** What a board may hold, from Grafana's own types: the board, and the options of each kind of panel in it. */
function schemas(kinds) {
  const types = path('node_modules/@grafana/schema/dist/types/raw');
  const roots = { Dashboard: ['dashboard/x/types.gen', 'Dashboard'] };
  for (const kind of kinds) {
    const file = `composable/${kind.replaceAll('-', '')}/panelcfg/x/types.gen`;
    for (const type of ['Options', 'FieldConfig']) {
      if (new RegExp(`(interface|type) ${type}\\b`).test(readFileSync(`${types}/${file}.d.ts`, 'utf8'))) {
        roots[`${kind.replaceAll('-', '')}${type}`] = [file, type];
      }
    }
  }
  return scratch((folder) => {
    // One program for all types: TypeScript takes a second for each.
    const config = { path: join(folder, 'roots.ts'), type: '*', skipTypeCheck: true, additionalProperties: false };
    writeFileSync(config.path, Object.entries(roots).map(([name, [file, type]]) =>
      `import type { ${type} as ${name}Type } from '${types}/${file}';\nexport type ${name} = ${name}Type;`).join('\n'));
    const program = createProgram(config);
    const generator = new SchemaGenerator(program, createParser(program, config), createFormatter(config), config);
    const ajv = new Ajv({ strict: false, allErrors: true });
    return Object.fromEntries(Object.keys(roots).map((name) => {
      const schema = generator.createSchema(name);
      // Grafana fills in what is missing of options; what is there must be right.
      return [name, ajv.compile(name === 'Dashboard' ? schema : JSON.parse(JSON.stringify(schema), (key, value) => (key === 'required' ? undefined : value)))];
    }));
  });
}

/** What the Prometheus data source reads of an annotation and Grafana's types do not name. */
function plain({ expr, step, titleFormat, textFormat, tagKeys, useValueForTime, ...annotation }) {
  return annotation;
}

const panelsOf = (board) => board.panels.flatMap((panel) => [panel, ...(panel.panels ?? [])]).filter(({ type }) => type !== 'row');

test('boards are what Grafana calls a board', () => {
  const boards = boardFiles.map((file) => json(file));
  const kinds = [...new Set(boards.flatMap(panelsOf).map(({ type }) => type))];
  const valid = schemas(kinds);
  for (const board of boards) {
    assert.ok(valid.Dashboard({ ...board, annotations: { list: board.annotations.list.map(plain) } }), JSON.stringify(valid.Dashboard.errors));
    for (const { title, type, options = {}, fieldConfig } of panelsOf(board)) {
      for (const [what, value] of [['Options', options], ['FieldConfig', fieldConfig?.defaults?.custom ?? {}]]) {
        const judge = valid[`${type.replaceAll('-', '')}${what}`];
        assert.ok(!judge || judge(value), `${title}: ${JSON.stringify(judge?.errors)}`);
      }
    }
  }
  assert.ok(!valid.Dashboard({ ...boards[0], nonsense: 1 }), 'the schema refuses nothing');
  assert.ok(!valid.timeseriesFieldConfig({ drawStyle: 'crayon' }), 'the schema of panels refuses nothing');
});

test('panels have ids and places of their own and say their unit', () => {
  for (const board of boardFiles.map((file) => json(file))) {
    const panels = panelsOf(board);
    assert.equal(new Set(panels.map(({ id }) => id)).size, panels.length);
    assert.equal(new Set(panels.map(({ gridPos: { x, y } }) => `${x} ${y}`)).size, panels.length);
    panels.forEach(({ gridPos: { x, w }, title }) => assert.ok(x + w <= 24, title));
  }
});

test('every query of the boards can be meant', () => {
  let counted = 0;
  for (const board of boardFiles.map((file) => json(file))) {
    for (const [type, valid] of Object.entries(languages)) {
      const found = targets(board, type).map(({ panel, expr, query }) => [panel, fill(expr ?? query, variables(board))]);
      counted += found.length;
      bad(found.map(([panel, query]) => [`${panel}: ${query}`, valid(query)]));
    }
  }
  assert.ok(counted > 0);
});

test('data sources that are named are provisioned', () => {
  const known = new Set(sources.map(({ uid }) => uid));
  const named = [...text('config/grafana/datasources/fanlight.yaml').matchAll(/(?:datasourceUid|targetUID): (\S+)/g)].map(([, uid]) => uid);
  assert.ok(named.length >= 5);
  bad(named.map((uid) => [uid, known.has(uid) ? '' : 'unknown']));
  const types = new Set(sources.map(({ type }) => type));
  for (const board of boardFiles.map((file) => json(file))) {
    for (const { name, query } of (board.templating?.list ?? []).filter(({ type }) => type === 'datasource')) {
      assert.ok(types.has(query), `${name}: no data source of type ${query}`);
    }
    for (const [, uid] of JSON.stringify(board).matchAll(/"uid":"([^$"]+)"/g)) {
      assert.ok(known.has(uid) || uid === board.uid || uid.startsWith('-- '), `no data source ${uid}`);
    }
  }
});

test('queries of data sources can be meant', () => {
  const tempo = sources.find(({ uid }) => uid === 'tempo').jsonData;
  const plain = (query) => query.replaceAll('$$', () => '$').replaceAll(/\$\{__tags\}|\$__tags/g, 'service_name="shop"').replaceAll(/\$\{[\w.]+\}/g, 'value');
  bad([[tempo.tracesToLogsV2.query, languages.loki(plain(tempo.tracesToLogsV2.query))],
    ...tempo.tracesToMetrics.queries.map(({ query }) => [query, languages.prometheus(plain(query))])]);
});
