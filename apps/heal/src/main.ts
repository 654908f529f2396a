import { readEnvironment } from '@tacet/adapters/config';
import { startHost } from '@tacet/adapters/host';
import { HEAL_ROLE, HealModule } from './heal.module';

startHost(readEnvironment({ ...process.env, TACET_ROLES: 'heal' }), [
  { module: HealModule, token: HEAL_ROLE },
]).catch((error: Error) => {
  console.error(`heal cannot start: ${error.message}`);
  process.exit(1);
});
