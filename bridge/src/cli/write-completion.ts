import { IzaError } from '@iza/core/foundation';
import type { CommandSpec, FlagSpec } from './command-spec.ts';
import { globalFlags, startFlags } from './global-flags.ts';
import { otherCommands } from './other-commands.ts';

/** A completion script for a shell, made from the commands. @throws IzaError `bad-input` for another shell */
export function completionScript(shell: string, commands: readonly CommandSpec[]): string {
  switch (shell) {
    case 'bash':
      return bashScript(commands);
    case 'zsh':
      // zsh runs bash completions itself; one script to keep right instead of two.
      return `autoload -U +X bashcompinit && bashcompinit\n${bashScript(commands)}`;
    case 'fish':
      return fishScript(commands);
    default:
      throw new IzaError('bad-input', `Cannot write a completion script for "${shell}". Use one of: bash, zsh, fish.`);
  }
}

function bashScript(commands: readonly CommandSpec[]): string {
  const areas = areasOf(commands);
  const verbCases = [
    ...areas.map((area) => `      ${area}) words="${commands.filter((command) => command.area === area).map(({ verb }) => verb).join(' ')}" ;;`),
    ...otherCommands.filter(({ verbs }) => verbs.length > 0).map(({ name, verbs }) => `      ${name}) words="${verbs.join(' ')}" ;;`),
    `      help) words="${areas.join(' ')}" ;;`,
    `      start) words="${flagWords([...startFlags, ...globalFlags])}" ;;`,
  ];
  const flagCases = commands.map((command) => `      "${command.area} ${command.verb}") words="${flagWords([...command.flags, ...globalFlags])}" ;;`);
  const choiceCases = commands.flatMap((command) =>
    command.flags.filter(({ choices }) => choices).map((flag) => `    "${command.area} ${command.verb} --${flag.name}") words="${flag.choices!.join(' ')}" ;;`),
  );
  return `# Completion of iza for bash. Load it with: source <(iza completion bash)
_iza() {
  local current="\${COMP_WORDS[COMP_CWORD]}" previous="\${COMP_WORDS[COMP_CWORD-1]}" words=""
  COMPREPLY=()
  case "\${COMP_WORDS[1]} \${COMP_WORDS[2]} $previous" in
${choiceCases.join('\n')}
    *--vault | *--index) COMPREPLY=($(compgen -d -- "$current")); return ;;
    *--config) COMPREPLY=($(compgen -f -- "$current")); return ;;
  esac
  if [ -z "$words" ]; then
    if [ "$COMP_CWORD" -eq 1 ]; then
      words="${[...areas, ...otherCommands.map(({ name }) => name)].join(' ')}"
    elif [ "$COMP_CWORD" -eq 2 ]; then
      case "\${COMP_WORDS[1]}" in
${verbCases.join('\n')}
      esac
    else
      case "\${COMP_WORDS[1]} \${COMP_WORDS[2]}" in
${flagCases.join('\n')}
      start*) words="${flagWords([...startFlags, ...globalFlags])}" ;;
      esac
      case "$current" in
        -*) ;;
        *) COMPREPLY=($(compgen -f -- "$current")); return ;;
      esac
    fi
  fi
  COMPREPLY=($(compgen -W "$words" -- "$current"))
}
complete -o filenames -F _iza iza
`;
}

function fishScript(commands: readonly CommandSpec[]): string {
  const lines = ['# Completion of iza for fish. Load it with: iza completion fish | source', 'complete -c iza -f'];
  const first = (name: string, description: string): string => `complete -c iza -n __fish_use_subcommand -a ${name} -d ${quoted(description)}`;
  const areas = areasOf(commands);
  for (const area of areas) lines.push(first(area, `${area} commands`));
  for (const { name, title, verbs } of otherCommands) {
    lines.push(first(name, title));
    for (const verb of verbs) lines.push(`complete -c iza -n '__fish_seen_subcommand_from ${name}' -a ${verb}`);
  }
  for (const { area, verb, title, flags, positionals, joinsWords } of commands) {
    const siblings = commands.filter((command) => command.area === area).map((command) => command.verb);
    lines.push(`complete -c iza -n '__fish_seen_subcommand_from ${area}; and not __fish_seen_subcommand_from ${siblings.join(' ')}' -a ${verb} -d ${quoted(title)}`);
    // Words that are not joined to a text are names of files.
    if (positionals.length > 0 && !joinsWords) lines.push(`complete -c iza -n '__fish_seen_subcommand_from ${area}; and __fish_seen_subcommand_from ${verb}' -F`);
    for (const flag of flags) lines.push(fishFlag(flag, `__fish_seen_subcommand_from ${area}; and __fish_seen_subcommand_from ${verb}`));
  }
  for (const flag of globalFlags) lines.push(fishFlag(flag, undefined));
  return `${lines.join('\n')}\n`;
}

function fishFlag({ name, kind, choices, description }: FlagSpec, condition: string | undefined): string {
  const isFolder = name === 'vault' || name === 'index' || name === 'folder';
  const value = kind === 'boolean' ? '' : choices ? ` -x -a ${quoted(choices.join(' '))}` : isFolder ? " -x -a '(__fish_complete_directories)'" : ' -r';
  return `complete -c iza${condition ? ` -n '${condition}'` : ''} -l ${name}${value}${description ? ` -d ${quoted(description)}` : ''}`;
}

function flagWords(flags: readonly FlagSpec[]): string {
  return flags.flatMap(({ name, kind, defaultValue }) => (kind === 'boolean' && (defaultValue === true || name === 'sync') ? [`--no-${name}`] : [`--${name}`])).join(' ');
}

function areasOf(commands: readonly CommandSpec[]): string[] {
  return [...new Set(commands.map(({ area }) => area))];
}

function quoted(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
}
