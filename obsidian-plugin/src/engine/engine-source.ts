/** The bundled engine as text: `build.ts` puts it here, because an Obsidian release installs one script only. Empty when not built. */
export const engineSource = '';
