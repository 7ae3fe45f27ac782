import { amplitudeChart, blochSpheres, densityMatrixMap, outcomeHistogram, type ChartTheme } from '../../../charts/index.ts';
import { blochVectorsOf, densityOfRun, outcomesOf, runExactly, type Circuit, type NoiseModel } from '../../../quantum/index.ts';

/** What of a run can be drawn. */
export const shownOfRun = ['histogram', 'bloch', 'amplitudes', 'density'] as const;

interface RunPictureOptions {
  readonly title: string;
  readonly noise: NoiseModel | undefined;
  readonly theme: ChartTheme;
  readonly widthPx: number;
  readonly signal: AbortSignal | undefined;
}

/** What a circuit does, exactly, as SVG. @throws RangeError for circuits that cannot be run or drawn so */
export function runPicture(circuit: Circuit, show: (typeof shownOfRun)[number], { noise, signal, ...look }: RunPictureOptions): string {
  const run = runExactly(circuit, { noise, signal });
  switch (show) {
    case 'histogram':
      return outcomeHistogram({ ...look, outcomes: [...outcomesOf(run)].map(([key, value]) => ({ key, value })) });
    case 'bloch': {
      const labels = circuit.qubitRegisters.flatMap(({ name, size }) => Array.from({ length: size }, (_, index) => (size === 1 ? name : `${name}[${index}]`)));
      return blochSpheres({ ...look, vectors: blochVectorsOf(run).map((vector, qubit) => ({ label: labels[qubit], ...vector })) });
    }
    case 'amplitudes':
      if (run.branches.length !== 1) throw new RangeError('Cannot draw the amplitudes: measurements on the way leave several states. Draw the density matrix instead.');
      return amplitudeChart({ ...look, ...run.branches[0].state.amplitudes() });
    case 'density':
      return densityMatrixMap({ ...look, ...densityOfRun(run) });
  }
}
