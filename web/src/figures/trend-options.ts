/** What the charts of a trend are given to draw. The table beside them says the same; here are shapes and no more. */
export interface ChartLook {
  readonly ink: string;
  readonly line: string;
  readonly paper: string;
  /** As many as there may be modes. */
  readonly series: readonly string[];
  /** Pixels; grows with the reader's own size of text. */
  readonly text: number;
  readonly font: string;
  /** Pixels of the whole picture. */
  readonly width: number;
}
export interface BarSeries {
  readonly name: string;
  readonly values: readonly number[];
}

const axis = ({ ink, line, text, font }: ChartLook) => ({
  axisLabel: { color: ink, fontSize: text, fontFamily: font, hideOverlap: true },
  axisLine: { lineStyle: { color: line } },
  axisTick: { lineStyle: { color: line } },
  splitLine: { lineStyle: { color: line } },
});
const grid = ({ text }: ChartLook, legendRows: number) => ({
  left: text,
  right: text * 1.5,
  top: text * (1.5 + legendRows * 1.8),
  bottom: text,
  containLabel: true,
});

/** How many lines the names under the picture take: Chinese signs are squares, others narrower. */
export function legendRows(names: readonly string[], { text, width }: Pick<ChartLook, 'text' | 'width'>): number {
  let [rows, left] = [1, width];
  for (const name of names) {
    const wanted = text * (name.length + 3.5);
    if (wanted > left && left < width) [rows, left] = [rows + 1, width];
    left -= wanted;
  }
  return rows;
}

/** Bars of each month, one piece for each mode, told apart by patterns as well as by colours. */
export function barOptions(months: readonly string[], series: readonly BarSeries[], look: ChartLook) {
  return {
    animation: false,
    aria: { enabled: true, decal: { show: true } },
    color: [...look.series],
    textStyle: { fontFamily: look.font },
    grid: grid(
      look,
      legendRows(
        series.map(({ name }) => name),
        look,
      ),
    ),
    legend: {
      top: 0,
      left: 0,
      padding: 0,
      itemGap: look.text * 0.6,
      itemWidth: look.text * 2,
      itemHeight: look.text,
      textStyle: { color: look.ink, fontSize: look.text },
      selectedMode: false as const,
    },
    xAxis: { type: 'category' as const, data: [...months], ...axis(look) },
    yAxis: { type: 'value' as const, minInterval: 1, ...axis(look) },
    series: series.map(({ name, values }) => ({
      type: 'bar' as const,
      name,
      stack: 'entries',
      barMaxWidth: look.text * 3,
      itemStyle: { borderColor: look.paper, borderWidth: 1 },
      emphasis: { disabled: true },
      data: [...values],
    })),
  };
}

/** A line of per cents; a month without a denominator is a gap. */
export function lineOptions(months: readonly string[], percents: readonly (number | null)[], look: ChartLook) {
  return {
    animation: false,
    aria: { enabled: true },
    color: [...look.series],
    textStyle: { fontFamily: look.font },
    grid: grid(look, 0),
    xAxis: { type: 'category' as const, data: [...months], ...axis(look) },
    yAxis: {
      type: 'value' as const,
      min: 0,
      max: 100,
      ...axis(look),
      axisLabel: { ...axis(look).axisLabel, formatter: '{value}%' },
    },
    series: [
      {
        type: 'line' as const,
        symbol: 'circle',
        symbolSize: look.text * 0.6,
        lineStyle: { width: 3 },
        emphasis: { disabled: true },
        data: [...percents],
      },
    ],
  };
}
