import { didYouMean, IzaError } from '@iza/core/foundation';
import { configFileCandidates, describeConfig, describeReach, listConfigKeys, loadConfig } from '@iza/node';
import type { ExitCode } from './exit-codes.ts';
import { globalFlags } from './global-flags.ts';
import { parseArguments } from './parse-arguments.ts';
import { createStyle, renderTextTable, wrapText } from './render/index.ts';
import type { Terminal } from './terminal.ts';

/** `iza config show|path|keys` */
export function runConfig(argv: readonly string[], terminal: Terminal): ExitCode {
  const { values, words } = parseArguments(argv, globalFlags);
  const json = values['json'] === true;
  const [what = 'show'] = words;
  switch (what) {
    case 'show':
      return show(values['config'] as string | undefined, json, terminal);
    case 'path':
      return path(values['config'] as string | undefined, json, terminal);
    case 'keys':
      return keys(json, terminal);
    default: {
      const near = didYouMean(what, ['show', 'path', 'keys']);
      throw new IzaError('bad-input', `Cannot run iza config ${what}: use show, path or keys.${near ? ` Did you mean ${near}?` : ''}`);
    }
  }
}

function show(file: string | undefined, json: boolean, terminal: Terminal): ExitCode {
  const config = loadConfig({ ...terminal, file });
  const lines = describeConfig(config);
  const style = createStyle(terminal.useColor);
  if (json) terminal.write(`${JSON.stringify({ file: config.file ?? null, keys: lines })}\n`);
  else {
    const rows = lines.map(({ key, value, origin }) => [key, value === undefined ? '' : typeof value === 'string' ? value : JSON.stringify(value), style.dim(origin)]);
    terminal.write(`${renderTextTable(rows, terminal)}\n${describeReach(config)}\n`);
  }
  return 0;
}

/** The file in force, else where one would be read from. */
function path(file: string | undefined, json: boolean, terminal: Terminal): ExitCode {
  const inForce = loadConfig({ ...terminal, file }).file;
  const candidates = configFileCandidates(terminal);
  if (json) terminal.write(`${JSON.stringify({ file: inForce ?? null, candidates })}\n`);
  else {
    terminal.write(`${inForce ?? candidates[0]}\n`);
    if (!inForce) terminal.writeError('There is no config file yet; this is where one is read from.\n');
  }
  return 0;
}

function keys(json: boolean, terminal: Terminal): ExitCode {
  const all = listConfigKeys();
  if (json) terminal.write(`${JSON.stringify({ keys: all })}\n`);
  else {
    const style = createStyle(terminal.useColor);
    for (const { key, kind, choices, defaultValue, environment, description } of all) {
      const facts = [choices ? choices.join('|') : kind, defaultValue === undefined ? '' : `default ${JSON.stringify(defaultValue)}`, environment.join(' or ')];
      terminal.write(`${style.bold(key)}  ${style.dim(facts.filter(Boolean).join(' · '))}\n`);
      if (description) terminal.write(`${wrapText(description, Math.min(terminal.columnCount, 110), '    ')}\n`);
    }
  }
  return 0;
}
