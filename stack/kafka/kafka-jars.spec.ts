import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { kafkaVersion, requireMaven } from './kafka-jars';

describe('fetching Kafka', () => {
  it('reads the release from the pom, its one home', () => {
    expect(kafkaVersion(readFileSync(join(__dirname, 'pom.xml'), 'utf8'))).toMatch(/^4\.\d+\.\d+$/);
  });

  it('says in one sentence that Maven is missing', () => {
    expect(() => requireMaven({ PATH: '/nonexistent' })).toThrow(
      /needs Maven and "mvn" does not run: install Maven/,
    );
  });
});
