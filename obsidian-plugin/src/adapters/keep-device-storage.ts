/** Asks the system not to clear this device's databases when space is short. It may refuse: then the next start indexes again. */
export async function keepDeviceStorage(): Promise<void> {
  if (!('storage' in navigator) || !('persist' in navigator.storage)) return;
  await navigator.storage.persist().catch(() => false);
}
