// Small charts of the last minutes, drawn as SVG.

const SPACE = 'http://www.w3.org/2000/svg';
const WIDTH = 240;
const HEIGHT = 60;
const POINTS = 120;
const FEWEST_POINTS = 30;

function shape(name, className) {
  const element = document.createElementNS(SPACE, name);
  element.setAttribute('class', className);
  return element;
}

/** A chart of one or more lines over the same time. */
export class Chart {
  constructor(label, seriesCount, least) {
    this.least = least || 0;
    this.series = Array.from({length: seriesCount}, () => []);
    this.element = shape('svg', 'chart');
    this.element.setAttribute('viewBox', `0 0 ${WIDTH} ${HEIGHT}`);
    this.element.setAttribute('preserveAspectRatio', 'none');
    this.element.setAttribute('role', 'img');
    this.element.setAttribute('aria-label', label);
    const base = shape('path', 'base');
    base.setAttribute('d', `M0 ${HEIGHT - 1}H${WIDTH}`);
    this.area = shape('path', 'area');
    this.lines = this.series.map((_, index) => shape('path', 'line s' + index));
    this.element.append(base, this.area, ...this.lines);
  }

  /** Adds a moment: a number for each line; what isn't known is left out. */
  add(...values) {
    values.forEach((value, index) => {
      const points = this.series[index];
      points.push(Number.isFinite(value) ? value : null);
      if (points.length > POINTS) {
        points.shift();
      }
    });
    this.draw();
  }

  get most() {
    return Math.max(this.least, ...this.series.flat().filter((value) => value !== null));
  }

  step(count) {
    return WIDTH / (Math.max(FEWEST_POINTS, count) - 1);
  }

  draw() {
    const most = this.most || 1;
    const paths = this.series.map((points) => this.path(points, most));
    paths.forEach((path, index) => this.lines[index].setAttribute('d', path));
    const count = this.series[0].length;
    const first = WIDTH - (count - 1) * this.step(count);
    this.area.setAttribute('d', this.lines.length === 1 && paths[0] && !this.series[0].includes(null)
      ? `${paths[0]}L${WIDTH} ${HEIGHT}L${first.toFixed(1)} ${HEIGHT}Z` : '');
  }

  path(points, most) {
    let path = '';
    let isDrawing = false;
    points.forEach((value, index) => {
      if (value === null) {
        isDrawing = false;
        return;
      }
      const x = WIDTH - (points.length - 1 - index) * this.step(points.length);
      const y = HEIGHT - 2 - (HEIGHT - 6) * value / most;
      path += (isDrawing ? 'L' : 'M') + x.toFixed(1) + ' ' + y.toFixed(1);
      isDrawing = true;
    });
    return path;
  }
}
