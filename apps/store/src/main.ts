import { readEnvironment } from '@tacet/adapters/config';
import { startHost } from '@tacet/adapters/host';
import { STORE_ROLE, StoreModule } from './store.module';

startHost(readEnvironment({ ...process.env, TACET_ROLES: 'store' }), [
  { module: StoreModule, token: STORE_ROLE },
]).catch((error: Error) => {
  console.error(`store cannot start: ${error.message}`);
  process.exit(1);
});
