import type { CircuitDrawing, DrawnGroup, DrawnItem, DrawnWire } from '../../charts/index.ts';
import { formatExpression, standardGates, type Circuit, type Expression, type ExpressionNode, type Operation } from '../circuit/index.ts';
import { formatAngleForReading } from './format-angle.ts';

/** More operations than this make no picture that a person reads. */
const MAX_ITEM_COUNT = 5000;

/**
 * Places a circuit's operations on a grid, each as early as its wires are free. Qubits are rows from the top, one more row for each
 * classical register. @throws RangeError beyond 5000 operations
 */
export function layOutCircuit(circuit: Circuit, title = 'Quantum circuit'): CircuitDrawing {
  const wires: DrawnWire[] = [
    ...circuit.qubitRegisters.flatMap(({ name, size }) => Array.from({ length: size }, (_, index): DrawnWire => ({ label: size === 1 ? name : `${name}[${index}]`, kind: 'qubit' }))),
    ...circuit.bitRegisters.map(({ name, size }): DrawnWire => ({ label: `${name} ${size}`, kind: 'bits' })),
  ];
  const items: DrawnItem[] = [];
  const groups: DrawnGroup[] = [];
  /** First free column of each wire. */
  const free = Array.from({ length: Math.max(1, wires.length) }, () => 0);

  const registerOfBit = (bit: number): { wire: number; label: string } | undefined => {
    const index = circuit.bitRegisters.findIndex(({ start, size }) => bit >= start && bit < start + size);
    return index < 0 ? undefined : { wire: circuit.qubitCount + index, label: String(bit - circuit.bitRegisters[index].start) };
  };
  const place = (item: Omit<DrawnItem, 'column'>, through: readonly number[]): void => {
    if (items.length >= MAX_ITEM_COUNT) throw new RangeError(`Cannot draw this circuit: it has more than ${MAX_ITEM_COUNT} operations`);
    const from = Math.min(...through);
    const to = Math.max(...through);
    const column = Math.max(...free.slice(from, to + 1));
    free.fill(column + 1, from, to + 1);
    items.push({ ...item, column });
  };
  const nameOf = (leaf: ExpressionNode): string => leafName(leaf, circuit);
  const note = (label: string): void => place({ kind: 'note', label, detail: '', targets: [0], controls: [] }, wires.map((_, wire) => wire));

  function drawBlock(operations: readonly Operation[], label: string, depth: number): void {
    if (operations.length === 0) return;
    const firstColumn = Math.max(...free);
    free.fill(firstColumn);
    drawAll(operations, depth + 1);
    const lastColumn = Math.max(firstColumn, Math.max(...free) - 1);
    free.fill(lastColumn + 1);
    groups.push({ firstColumn, lastColumn, label, depth });
  }

  function drawAll(operations: readonly Operation[], depth: number): void {
    for (const operation of operations) {
      switch (operation.type) {
        case 'gate':
        case 'matrix':
        case 'composite': {
          const item = gateItem(operation, nameOf);
          const through = [...item.targets, ...item.controls.map(({ wire }) => wire)];
          if (through.length > 0) place(item, through);
          else note(`${item.label} ${item.detail}`.trim());
          break;
        }
        case 'measure': {
          const bit = operation.bit === undefined ? undefined : registerOfBit(operation.bit);
          place({ kind: 'measure', label: 'M', detail: '', targets: [operation.qubit], controls: [], ...(bit && { bit }) }, bit ? [operation.qubit, bit.wire] : [operation.qubit]);
          break;
        }
        case 'reset':
          place({ kind: 'reset', label: '|0⟩', detail: '', targets: [operation.qubit], controls: [] }, [operation.qubit]);
          break;
        case 'barrier':
          if (operation.qubits.length > 0) place({ kind: 'barrier', label: '', detail: '', targets: operation.qubits.toSorted((left, right) => left - right), controls: [] }, operation.qubits);
          break;
        case 'delay':
          for (const qubit of operation.qubits) place({ kind: 'gate', label: 'delay', detail: operation.durationSeconds === undefined ? '' : `${operation.durationSeconds * 1e9} ns`, targets: [qubit], controls: [] }, [qubit]);
          break;
        case 'set-bit': {
          const bit = registerOfBit(operation.bit);
          note(`${bit ? `${circuit.bitRegisters[bit.wire - circuit.qubitCount].name}[${bit.label}]` : 'a bit'} = ${formatExpression(operation.value, nameOf)}`);
          break;
        }
        case 'set-variable':
          note(`${circuit.variables[operation.variable].name || 'value'} = ${formatExpression(operation.value, nameOf)}`);
          break;
        case 'if':
          drawBlock(operation.body, `if ${formatExpression(operation.condition, nameOf)}`, depth);
          drawBlock(operation.otherwise, 'else', depth);
          break;
        case 'while':
          drawBlock(operation.body, `while ${formatExpression(operation.condition, nameOf)}`, depth);
          break;
        case 'end':
        case 'break':
        case 'continue':
          note(operation.type);
          break;
      }
    }
  }

  drawAll(circuit.operations, 0);
  return { title, wires, columnCount: Math.max(0, ...free), items, groups };
}

function gateItem(operation: Extract<Operation, { type: 'gate' | 'matrix' | 'composite' }>, nameOf: (leaf: ExpressionNode) => string): Omit<DrawnItem, 'column'> {
  const extra = operation.controls.map(({ qubit, value }) => ({ wire: qubit, value }));
  if (operation.type === 'matrix') return { kind: 'gate', label: operation.label, detail: '', targets: operation.qubits, controls: extra };
  const angles = (parameters: readonly Expression[]): string => parameters.map((parameter) => angleText(parameter, nameOf)).join(', ');
  if (operation.type === 'composite') return { kind: 'gate', label: `${operation.definition.name}${operation.inverted ? '†' : ''}`, detail: angles(operation.parameters), targets: operation.qubits, controls: extra };
  if (operation.name === 'gphase') return { kind: 'phase', label: 'phase', detail: angles(operation.parameters), targets: extra.slice(0, 1).map(({ wire }) => wire), controls: extra.slice(1) };
  const { base, controlCount } = standardGates[operation.name];
  const controls = [...extra, ...operation.qubits.slice(0, controlCount).map((wire) => ({ wire, value: 1 as const }))];
  const targets = operation.qubits.slice(controlCount);
  const isFlip = base === 'x' && controls.length > 0;
  const isDot = (base === 'z' || base === 'p') && controls.length > 0;
  return { kind: isFlip ? 'flip' : isDot ? 'phase' : base === 'swap' ? 'swap' : 'gate', label: labelOf(base, operation.name, controlCount), detail: angles(operation.parameters), targets, controls };
}

const LABELS: Readonly<Record<string, string>> = { id: 'I', sdg: 'S†', tdg: 'T†', sx: '√X', sxdg: '√X†', rx: 'Rx', ry: 'Ry', rz: 'Rz', rxx: 'Rxx', ryy: 'Ryy', rzz: 'Rzz', swap: 'SWAP' };

function labelOf(base: string, name: string, controlCount: number): string {
  return LABELS[base] ?? (controlCount === 0 && base === 'u' ? name.toUpperCase() : base.toUpperCase());
}

function angleText(parameter: Expression, nameOf: (leaf: ExpressionNode) => string): string {
  return typeof parameter === 'object' ? formatExpression(parameter, nameOf).replaceAll('**', '^') : formatAngleForReading(Number(parameter));
}

function leafName(leaf: ExpressionNode, { bitRegisters, variables }: Circuit): string {
  switch (leaf.type) {
    case 'symbol':
      return leaf.name;
    case 'variable':
      return variables[leaf.index].name || 'value';
    case 'bit': {
      const register = bitRegisters.find(({ start, size }) => leaf.index >= start && leaf.index < start + size);
      return register ? (register.size === 1 ? register.name : `${register.name}[${leaf.index - register.start}]`) : 'a bit';
    }
    case 'register': {
      const register = bitRegisters.find(({ start }) => start === leaf.start);
      return register ? (register.size === leaf.size ? register.name : `${register.name}[0:${leaf.size - 1}]`) : 'bits';
    }
    default:
      return '?';
  }
}
