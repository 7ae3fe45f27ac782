import { findChannel } from './find-channel.ts';
import { fitSphere, type Sphere } from './fit-sphere.ts';
import { fitSphericalSpline, type Direction } from './spherical-spline.ts';
import { findPosition, type ElectrodePosition } from './standard-positions.ts';

export interface InterpolationOptions {
  readonly channelNames: readonly string[];
  /** Channels to compute from the others. */
  readonly badNames: readonly string[];
  /** One a channel; the standard positions of the names when absent. Channels without one (eyes, muscles) take no part. */
  readonly positions?: readonly (ElectrodePosition | undefined)[] | undefined;
}

/**
 * Replaces bad channels by what spherical splines through the good ones give, as MNE's `interpolate_bads`.
 * @param samples One array a channel, [sampleCount]. The arrays of good channels are returned as they are.
 * @throws RangeError for a bad channel without a position, or fewer than four good ones with one
 */
export function interpolateChannels(samples: readonly Float64Array[], { channelNames, badNames, positions = channelNames.map(findPosition) }: InterpolationOptions): Float64Array[] {
  if (samples.length !== channelNames.length || positions.length !== channelNames.length) throw new RangeError(`Cannot interpolate ${samples.length} channels with ${channelNames.length} names and ${positions.length} positions`);
  const bad = [...new Set(badNames.map((name) => findChannel(channelNames, name)))];
  if (bad.length === 0) return [...samples];
  const placed = positions.flatMap((position, channel) => (position ? [{ channel, position }] : []));
  const good = placed.filter(({ channel }) => !bad.includes(channel));
  const targets = bad.map((channel) => {
    const position = positions[channel];
    if (!position) throw new RangeError(`Cannot interpolate "${channelNames[channel]}": it is no 10-10 site, so that its place on the head is unknown`);
    return position;
  });
  if (good.length < 4) throw new RangeError(`Cannot interpolate from ${good.length} good channels with a place on the head: it takes four`);

  const sphere = fitSphere(placed.map(({ position }) => position));
  const weights = fitSphericalSpline(good.map(({ position }) => directionFrom(sphere, position))).weightsTo(targets.map((position) => directionFrom(sphere, position)));
  const replaced = [...samples];
  for (const [row, channel] of bad.entries()) {
    const sum = new Float64Array(samples[channel].length);
    for (const [column, source] of good.entries()) {
      const weight = weights[row * good.length + column];
      const values = samples[source.channel];
      for (let index = 0; index < sum.length; index += 1) sum[index] += weight * values[index];
    }
    replaced[channel] = sum;
  }
  return replaced;
}

export function directionFrom({ xMm, yMm, zMm }: Pick<Sphere, 'xMm' | 'yMm' | 'zMm'>, position: ElectrodePosition): Direction {
  const x = position.xMm - xMm;
  const y = position.yMm - yMm;
  const z = position.zMm - zMm;
  const length = Math.hypot(x, y, z);
  return [x / length, y / length, z / length];
}
