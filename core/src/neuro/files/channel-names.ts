/** Names without duplicates: `Fp1-0`, `Fp1-1`, counted as MNE does, so that a name finds one channel. */
export function uniqueChannelNames(names: readonly string[]): string[] {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  const taken = new Set(names);
  const used = new Map<string, number>();
  return names.map((name) => {
    if (counts.get(name) === 1) return name;
    let number = used.get(name) ?? 0;
    while (taken.has(`${name}-${number}`)) number += 1;
    used.set(name, number + 1);
    taken.add(`${name}-${number}`);
    return `${name}-${number}`;
  });
}
