const LIGHTNESS = 0.66;
const CHROMA = 0.125;
/** Phase 0 is blue. */
const FIRST_HUE_RAD = (255 * Math.PI) / 180;

/**
 * A colour of the wheel for a phase, `#rrggbb`: every phase as light as every other, so that none looks like more.
 * @see Ottosson (2020), A perceptual color space for image processing (OKLab)
 */
export function phaseColour(phaseRad: number): string {
  const hue = FIRST_HUE_RAD + phaseRad;
  const [a, b] = [CHROMA * Math.cos(hue), CHROMA * Math.sin(hue)];
  const long = (LIGHTNESS + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const medium = (LIGHTNESS - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const short = (LIGHTNESS - 0.0894841775 * a - 1.291485548 * b) ** 3;
  const linear = [4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short, -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short, -0.0041960863 * long - 0.7034186147 * medium + 1.707614701 * short];
  return `#${linear.map((value) => Math.round(255 * encoded(Math.min(1, Math.max(0, value)))).toString(16).padStart(2, '0')).join('')}`;
}

/** The transfer function of sRGB. */
function encoded(linear: number): number {
  return linear <= 0.0031308 ? 12.92 * linear : 1.055 * linear ** (1 / 2.4) - 0.055;
}
