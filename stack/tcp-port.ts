import { createServer, type AddressInfo } from 'node:net';
import { StackFailure } from './stack-failure';

/** The kernel frees the ports of a killed process a moment after the process is gone. */
const RELEASE_MAX_MS = 1500;

/** Fails with one sentence when something listens on `host:port` and goes on doing so. */
export async function requireFreePort(
  service: string,
  host: string,
  port: number,
  flag: string,
): Promise<void> {
  const deadlineMs = Date.now() + RELEASE_MAX_MS;
  while (!(await canListen(host, port))) {
    if (Date.now() < deadlineMs) {
      await new Promise((resolve) => setTimeout(resolve, 100));
      continue;
    }
    throw new StackFailure(
      `Port ${port} for ${service} is taken: stop what listens there, or choose another with ${flag} N.`,
    );
  }
}

/** A TCP port that was free a moment ago; the kernel avoids handing the same one out again soon. */
export async function findFreePort(host = '127.0.0.1'): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, host, () => {
      const { port } = probe.address() as AddressInfo;
      probe.close(() => resolve(port));
    });
  });
}

function canListen(host: string, port: number): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE') resolve(false);
      else if (error.code === 'EACCES') resolve(false);
      else reject(error);
    });
    probe.listen(port, host, () => probe.close(() => resolve(true)));
  });
}
