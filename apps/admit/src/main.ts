import { readEnvironment } from '@tacet/adapters/config';
import { startHost } from '@tacet/adapters/host';
import { ADMIT_ROLE, AdmitModule } from './admit.module';

startHost(readEnvironment({ ...process.env, TACET_ROLES: 'admit' }), [
  { module: AdmitModule, token: ADMIT_ROLE },
]).catch((error: Error) => {
  console.error(`admit cannot start: ${error.message}`);
  process.exit(1);
});
