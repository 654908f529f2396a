import { parseDemoOptions } from './demo-options';

describe('demo options', () => {
  it('plays two minutes at sixty times real time unless told otherwise', () => {
    expect(parseDemoOptions([])).toMatchObject({
      durationMs: 120_000,
      speed: 60,
      reportFile: null,
      noBoard: false,
      seed: 1,
      boardPort: 18_090,
    });
  });

  it('reads every flag', () => {
    const args =
      '--duration 2m --speed 30 --report r.json --no-board --seed 7 --kafka-port 1 --clickhouse-port 2';
    expect(parseDemoOptions(args.split(' '))).toMatchObject({
      durationMs: 120_000,
      speed: 30,
      reportFile: 'r.json',
      noBoard: true,
      seed: 7,
      kafkaPort: 1,
      clickhousePort: 2,
    });
  });

  it.each([
    [['--duration', 'soon'], '--duration is 5s to 60m'],
    [['--duration', '1s'], '--duration is 5s to 60m'],
    [['--speed', '0'], '--speed is a number'],
    [['--kafka-port', '70000'], '--kafka-port is a number'],
    [['--loud'], '--loud'],
  ])('says what is wrong with %j', (args, complaint) => {
    expect(() => parseDemoOptions(args)).toThrow(complaint);
  });
});
