export { createSvgRasterizer } from './rasterize-svg.ts';
