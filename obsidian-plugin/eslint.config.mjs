// The official review rules of Obsidian's plugin directory, as they are.
import { defineConfig } from 'eslint/config';
import obsidianmd from 'eslint-plugin-obsidianmd';
import { parser } from 'typescript-eslint';

export default defineConfig([
  { ignores: ['dist/**', 'shim/**', 'e2e/**', 'build.ts', 'src/**/*.test.ts'] },
  ...obsidianmd.configs.recommended,
  {
    files: ['src/**/*.ts'],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    // The names that our texts use are written as their owners write them.
    rules: { 'obsidianmd/ui/sentence-case': ['warn', { brands: ['IZA', 'Obsidian', 'Anthropic', 'Ollama', 'OpenAI'], acronyms: ['MB', 'IZA'], enforceCamelCaseLower: true }] },
  },
  {
    files: ['manifest.json'],
    plugins: { obsidianmd },
    languageOptions: { parser, parserOptions: { extraFileExtensions: ['.json'] } },
    rules: { 'obsidianmd/validate-manifest': 'error' },
  },
]);
