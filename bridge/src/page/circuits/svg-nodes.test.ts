import { amplitudeChart, blochSpheres, circuitSvg, densityMatrixMap, outcomeHistogram } from '@iza/core/charts';
import { layOutCircuit, readQasm } from '@iza/core/quantum';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { svgNodes } from './svg-nodes.ts';

/** As much of an element as a chart takes; its text can be read back. */
class WrittenElement {
  readonly name: string;
  readonly attributes: string[] = [];
  readonly children: (WrittenElement | string)[] = [];
  constructor(name: string) {
    this.name = name;
  }
  setAttribute(key: string, value: string): void {
    this.attributes.push(` ${key}="${escaped(value)}"`);
  }
  append(child: WrittenElement | string): void {
    this.children.push(child);
  }
  write(): string {
    const start = `<${this.name}${this.attributes.join('')}`;
    return this.children.length === 0 ? `${start}/>` : `${start}>${this.children.map((child) => (typeof child === 'string' ? escaped(child) : child.write())).join('')}</${this.name}>`;
  }
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;').replaceAll("'", '&#39;');
}

function readBack(svg: string): string {
  // reason: Node has no DOM; these are the only members that svgNodes() uses
  const document = { createElementNS: (_namespace: string, name: string) => new WrittenElement(name) } as unknown as Document;
  return (svgNodes(svg, document) as unknown as WrittenElement).write();
}

/** What of a chart reaches the page: all but its style and its namespace. */
function withoutStyle(svg: string): string {
  return svg.trim().replace(/<style>[^<]*<\/style>/, '').replace(' xmlns="http://www.w3.org/2000/svg"', '').replaceAll(/<(\w+)([^>]*)><\/\1>/g, '<$1$2/>');
}

const reading = readQasm('OPENQASM 3.0; include "stdgates.inc"; qubit[2] q; bit[2] c; h q[0]; negctrl @ rx(pi/3) q[0], q[1]; swap q[0], q[1]; barrier q; reset q[0]; c = measure q; if (c == 3) { x q[0]; }');

describe('svgNodes()', () => {
  test.each([
    ['a circuit', reading.type === 'circuit' ? circuitSvg(layOutCircuit(reading.circuit), { theme: 'auto' }) : ''],
    ['outcomes', outcomeHistogram({ title: 'a', outcomes: [{ key: '0', value: 1, expected: 2 }] })],
    ['Bloch spheres', blochSpheres({ title: 'a', vectors: [{ label: 'q', x: 1, y: 0, z: 0 }] })],
    ['amplitudes', amplitudeChart({ title: 'a', re: [1, 0], im: [0, 0] })],
    ['a density matrix', densityMatrixMap({ title: 'a', re: [1, 0, 0, 0], im: [0, 0, 0, 0] })],
  ])('makes every element of %s', (_name, svg) => {
    expect(svg).toContain('<style>');
    expect(readBack(svg)).toBe(withoutStyle(svg));
  });

  test('keeps names as text, whatever they hold', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'<>&"\'/=; aµ'), maxLength: 20 }), (key) => {
        const svg = outcomeHistogram({ title: key, outcomes: [{ key, value: 1 }] });
        expect(readBack(svg)).toBe(withoutStyle(svg));
      }),
    );
  });

  test.each(['<svg><script>1</script></svg>', '<svg><a href="x">1</a></svg>', '<svg onload="1"/>', '<svg><rect style="fill:red"/></svg>', '', 'text'])('refuses %s', (svg) => {
    expect(() => readBack(svg)).toThrow(RangeError);
  });
});
