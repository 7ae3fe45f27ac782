import { blobStoreContract, runnableCases } from '@iza/core/testing';
import { openIndexedDbBlobStore } from '../src/adapters/indexed-db-blob-store.ts';

interface ContractResult {
  readonly name: string;
  readonly problem: string | undefined;
}

/** Runs in the browser: every case of the contract over a database of its own. */
export async function runContract(): Promise<ContractResult[]> {
  const results: ContractResult[] = [];
  for (const [index, contractCase] of runnableCases(blobStoreContract).run.entries()) {
    const opened: { close(): void }[] = [];
    const open = async () => {
      const store = await openIndexedDbBlobStore(`contract-${index}`, { lockWaitMs: 200 });
      opened.push(store);
      return store;
    };
    const problem = await contractCase.run({ open }).then(
      () => undefined,
      (error: unknown) => String(error),
    );
    for (const store of opened) store.close();
    results.push({ name: contractCase.name, problem });
  }
  return results;
}
