import { createMemorySnapshotStore } from './memory-snapshot-store';
import { snapshotStoreContract } from './snapshot-store.contract';

describe('memory snapshot store', () => {
  const store = createMemorySnapshotStore();
  snapshotStoreContract(() => store);
});
