import { readEnvironment } from '@tacet/adapters/config';
import { startHost } from '@tacet/adapters/host';
import { ASSEMBLE_ROLE, AssembleModule } from './assemble.module';

startHost(readEnvironment({ ...process.env, TACET_ROLES: 'assemble' }), [
  { module: AssembleModule, token: ASSEMBLE_ROLE },
]).catch((error: Error) => {
  console.error(`assemble cannot start: ${error.message}`);
  process.exit(1);
});
