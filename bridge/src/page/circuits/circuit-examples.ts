export interface CircuitExample {
  readonly title: string;
  readonly source: string;
}

/** What a newcomer tries first. */
export const circuitExamples: readonly CircuitExample[] = [
  {
    title: 'Bell pair',
    source: `OPENQASM 3.0;
include "stdgates.inc";
qubit[2] q;
bit[2] c;

h q[0];
cx q[0], q[1];
c = measure q;
`,
  },
  {
    title: 'GHZ state of four qubits',
    source: `OPENQASM 3.0;
include "stdgates.inc";
qubit[4] q;
bit[4] c;

h q[0];
for int i in [0:2] { cx q[i], q[i + 1]; }
c = measure q;
`,
  },
  {
    title: 'Teleportation',
    source: `OPENQASM 3.0;
include "stdgates.inc";
qubit[3] q;
bit sent;
bit helper;
bit received;

// The state to send, and a Bell pair to send it with.
ry(pi / 3) q[0];
h q[1];
cx q[1], q[2];

cx q[0], q[1];
h q[0];
sent = measure q[0];
helper = measure q[1];
if (helper) { x q[2]; }
if (sent) { z q[2]; }
received = measure q[2];
`,
  },
  {
    title: 'Quantum Fourier transform',
    source: `OPENQASM 3.0;
include "stdgates.inc";
qubit[3] q;

// The transform of |001⟩: every amplitude as large, the phases turn once.
x q[0];

h q[2];
cp(pi / 2) q[1], q[2];
cp(pi / 4) q[0], q[2];
h q[1];
cp(pi / 2) q[0], q[1];
h q[0];
swap q[0], q[2];
`,
  },
];
