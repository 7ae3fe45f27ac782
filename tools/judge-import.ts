import { dirname, join, normalize } from 'node:path/posix';
import { ROOMS, roomOfWorkspaceImport, TEST_EXTRAS, type Room } from './layers.ts';
import type { ImportStatement } from './read-imports.ts';

/** Files that test or exercise a room from inside it. */
export const isTestFile = (file: string): boolean => /\.test\.ts$|\.test-support\.ts$|\.bench\.ts$/.test(file);

export function roomOf(file: string, rooms: readonly Room[] = ROOMS): Room | undefined {
  return rooms
    .filter(({ folder }) => file.startsWith(`${folder}/`))
    .toSorted((a, b) => b.folder.length - a.folder.length)[0];
}

/** Why the layer table forbids an import, `undefined` when it allows it. */
export function judgeImport(statement: ImportStatement, rooms: readonly Room[] = ROOMS): string | undefined {
  const { file, specifier } = statement;
  const room = roomOf(file, rooms);
  if (!room) return `${file} is in no room of tools/layers.ts`;
  if (statement.exportsAll) return `${file}:${statement.line} re-exports everything of "${specifier}": name what leaves the room`;
  const isTest = isTestFile(file);
  const where = `${file}:${statement.line}`;

  if (specifier.startsWith('.')) {
    const target = normalize(join(dirname(file), specifier));
    if (!/\.(ts|mjs|json|css|svg)$/.test(target)) return `${where} imports "${specifier}" without its extension`;
    if (isTest && (TEST_EXTRAS.rooms.some((folder) => target.startsWith(`${folder}/`)) || target.startsWith(dirname(room.folder) + '/'))) return undefined;
    const targetRoom = roomOf(target, rooms);
    if (!targetRoom) return `${where} imports "${specifier}", which is in no room of tools/layers.ts`;
    if (targetRoom === room) return undefined;
    return crossing(where, room, targetRoom.folder) ?? (target === `${targetRoom.folder}/index.ts` ? undefined : `${where} enters ${targetRoom.folder} past its index.ts ("${specifier}")`);
  }
  if (specifier.startsWith('@iza/')) {
    const target = roomOfWorkspaceImport(specifier);
    if (target === undefined) return `${where} imports "${specifier}", which no package of the workspace exports`;
    return isTest && TEST_EXTRAS.rooms.includes(target) ? undefined : crossing(where, room, target);
  }
  const allowed = isTest ? [...room.packages, ...TEST_EXTRAS.packages] : room.packages;
  const matches = allowed.some((name) => (name === 'node:' ? specifier.startsWith('node:') : specifier === name || specifier.startsWith(`${name}/`)));
  return matches ? undefined : `${where} imports the package "${specifier}", which ${room.folder} may not`;
}

function crossing(where: string, room: Room, target: string): string | undefined {
  return room.mayImport.includes(target) ? undefined : `${where}: ${room.folder} may not import ${target}`;
}
