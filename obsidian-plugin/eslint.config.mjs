// The official review rules of Obsidian's plugin directory, as they are.
import { defineConfig } from 'eslint/config';
import obsidianmd from 'eslint-plugin-obsidianmd';

export default defineConfig([
  { ignores: ['dist/**', 'shim/**', 'e2e/**', 'build.ts', 'src/**/*.test.ts'] },
  ...obsidianmd.configs.recommended,
  {
    languageOptions: { parserOptions: { projectService: { allowDefaultProject: ['eslint.config.*', 'manifest.json'] } } },
    // The brands that our texts name are written as their owners write them.
    rules: { 'obsidianmd/ui/sentence-case': ['warn', { brands: ['IZA', 'Obsidian', 'Anthropic', 'Ollama', 'OpenAI'], acronyms: ['MB', 'IZA'], enforceCamelCaseLower: true }] },
  },
]);
