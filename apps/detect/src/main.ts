import { readEnvironment } from '@tacet/adapters/config';
import { startHost } from '@tacet/adapters/host';
import { DETECT_ROLE, DetectModule } from './detect.module';

startHost(readEnvironment({ ...process.env, TACET_ROLES: 'detect' }), [
  { module: DetectModule, token: DETECT_ROLE },
]).catch((error: Error) => {
  console.error(`detect cannot start: ${error.message}`);
  process.exit(1);
});
