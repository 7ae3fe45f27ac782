/** Written into what is computed. The root's package.json says the same; a test holds them together. */
export const IZA_VERSION = '0.1.0';
