import { tmpdir } from 'node:os';
import { requireFreeDisk } from './disk-space';

describe('requireFreeDisk', () => {
  it('passes where there is room', () =>
    expect(requireFreeDisk(tmpdir(), 0, 'nothing')).resolves.toBeUndefined());

  it('says in one sentence how much is missing where', async () => {
    await expect(requireFreeDisk(tmpdir(), 1e12, "Kafka's data")).rejects.toThrow(
      /^Too little disk space for Kafka's data: .* has \d+ MiB free and needs 1000000000000 MiB\.$/,
    );
  });
});
