/** What the bench uses of the package, which has no types. */
declare module 'jsqubits' {
  export interface QubitState {
    rotateZ(qubit: number, angleRad: number): QubitState;
    rotateY(qubit: number, angleRad: number): QubitState;
    hadamard(qubit: number): QubitState;
    x(qubit: number): QubitState;
    controlledR(control: number, qubit: number, angleRad: number): QubitState;
    controlledX(controls: number[], qubit: number): QubitState;
    amplitude(bits: string): { magnitude(): number };
  }
  export function jsqubits(bits: string): QubitState;
}
