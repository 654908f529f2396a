import { readEnvironment, type Role } from '@tacet/adapters/config';
import { startHost, type HostedRole } from '@tacet/adapters/host';
import { ADMIT_ROLE, AdmitModule } from '../../admit/src/admit.module';
import { ASSEMBLE_ROLE, AssembleModule } from '../../assemble/src/assemble.module';
import { DETECT_ROLE, DetectModule } from '../../detect/src/detect.module';
import { HEAL_ROLE, HealModule } from '../../heal/src/heal.module';
import { STORE_ROLE, StoreModule } from '../../store/src/store.module';

/** Any set of roles in one process: the small deployment, and what the demo runs. TACET_ROLES chooses. */
const ROLE_MODULES: Record<Role, HostedRole> = {
  admit: { module: AdmitModule, token: ADMIT_ROLE },
  assemble: { module: AssembleModule, token: ASSEMBLE_ROLE },
  detect: { module: DetectModule, token: DETECT_ROLE },
  heal: { module: HealModule, token: HEAL_ROLE },
  store: { module: StoreModule, token: STORE_ROLE },
};

async function main(): Promise<void> {
  const environment = readEnvironment(process.env);
  await startHost(
    environment,
    environment.TACET_ROLES.map((role) => ROLE_MODULES[role]),
  );
}

main().catch((error: Error) => {
  console.error(`tacet cannot start: ${error.message}`);
  process.exit(1);
});
