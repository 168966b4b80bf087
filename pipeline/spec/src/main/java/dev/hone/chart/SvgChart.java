package dev.hone.chart;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Lines over the steps of a run as one SVG element, with axes and a legend; light and dark by {@link #STYLE}.
 *
 * @param title what it shows
 * @param lines at least one
 */
public record SvgChart(String title, List<ChartLine> lines) {

    /** The rules that draw it; their colours are variables that a page may set. */
    public static final String STYLE =
            """
            .chart{color-scheme:light dark;--line:#dcdfd8;--text:#1b211e;--faint:#5c655f;--s0:#1f6f5c;--s1:#b4541a;--s2:#3d5fc4;--s3:#8a3d96;--s4:#7a6a00;--s5:#b0305c}
            @media(prefers-color-scheme:dark){.chart{--line:#343c37;--text:#e6ebe7;--faint:#9aa69f;--s0:#6fc9b0;--s1:#f0a06a;--s2:#93abff;--s3:#d79be2;--s4:#d6c552;--s5:#ff8fb3}}
            .chart text{font:12px system-ui,"Segoe UI",Roboto,"DejaVu Sans",sans-serif;fill:var(--faint)}
            .chart .title{font-size:14px;font-weight:600;fill:var(--text)}
            .chart .grid{stroke:var(--line)}
            .chart .line{fill:none;stroke-width:2;stroke-linejoin:round}
            .chart .band{opacity:.16}
            """
                    + colours();

    private static final int COLOURS = 6;
    private static final int WIDTH = 480;
    private static final int HEIGHT = 240;
    private static final int LEFT = 56;
    private static final int RIGHT = 12;
    private static final int TOP = 48;
    private static final int BOTTOM = 30;
    private static final int MARKS = 5;
    private static final int LEGEND_Y = 38;
    private static final int CHARACTER_WIDTH = 7;
    private static final int DOT_RADIUS = 3;

    public SvgChart {
        if (lines.isEmpty()) {
            throw new IllegalArgumentException("a chart has at least one line");
        }
        lines = List.copyOf(lines);
    }

    /** The element, to stand in a page that has {@link #STYLE}. */
    public String element() {
        return svg("");
    }

    /** The text of a file of its own. */
    public String file() {
        return svg(
                "<style>" + STYLE + ".ground{fill:#fff}@media(prefers-color-scheme:dark){.ground{fill:#191e1b}}</style>"
                        + "<rect class=\"ground\" width=\"" + WIDTH + "\" height=\"" + HEIGHT + "\"/>");
    }

    private String svg(String head) {
        Scale x = Scale.ofSteps(
                lines.stream().flatMap(line -> line.points().stream()).mapToDouble(ChartLine.Point::x), MARKS);
        Scale y = Scale.of(
                lines.stream()
                        .flatMap(line -> Stream.concat(
                                line.points().stream().map(ChartLine.Point::y),
                                line.band().stream().flatMap(range -> Stream.of(range.low(), range.high()))))
                        .mapToDouble(Double::doubleValue),
                MARKS);
        StringBuilder svg = new StringBuilder(
                        "<svg class=\"chart\" xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 ")
                .append(WIDTH)
                .append(' ')
                .append(HEIGHT)
                .append("\" role=\"img\"><title>")
                .append(escaped(title))
                .append("</title>")
                .append(head);
        svg.append(text(LEFT, 18, "title", title));
        axes(svg, x, y);
        legend(svg);
        for (int i = 0; i < lines.size(); i++) {
            line(svg, lines.get(i), i % COLOURS, x, y);
        }
        return svg.append("</svg>").toString();
    }

    private static void axes(StringBuilder svg, Scale x, Scale y) {
        for (double mark : y.marks()) {
            String height = number(y(y, mark));
            svg.append("<line class=\"grid\" x1=\"" + LEFT + "\" x2=\"" + (WIDTH - RIGHT) + "\" y1=\"" + height
                    + "\" y2=\"" + height + "\"/>");
            svg.append("<text text-anchor=\"end\" x=\"" + (LEFT - 6) + "\" y=\"" + number(y(y, mark) + 4) + "\">"
                    + Scale.text(mark) + "</text>");
        }
        for (double mark : x.marks()) {
            svg.append("<text text-anchor=\"middle\" x=\"" + number(x(x, mark)) + "\" y=\"" + (HEIGHT - 10) + "\">"
                    + Scale.text(mark) + "</text>");
        }
    }

    private void legend(StringBuilder svg) {
        int at = LEFT;
        for (int i = 0; i < lines.size() && lines.size() > 1; i++) {
            String name = lines.get(i).name();
            svg.append("<rect class=\"fill" + i % COLOURS + "\" x=\"" + at + "\" y=\"" + (LEGEND_Y - 8)
                    + "\" width=\"10\" height=\"10\" rx=\"2\"/>");
            svg.append(text(at + 15, LEGEND_Y + 1, "", name));
            at += 30 + CHARACTER_WIDTH * name.length();
        }
    }

    private static void line(StringBuilder svg, ChartLine line, int colour, Scale x, Scale y) {
        if (!line.band().isEmpty()) {
            svg.append("<path class=\"band fill" + colour + "\" d=\"" + area(line.band(), x, y) + "\"/>");
        }
        String points = line.points().stream()
                .map(point -> number(x(x, point.x())) + "," + number(y(y, point.y())))
                .collect(Collectors.joining(" "));
        svg.append("<polyline class=\"line stroke" + colour + "\" points=\"" + points + "\"/>");
        if (line.points().size() == 1) {
            ChartLine.Point only = line.points().get(0);
            svg.append("<circle class=\"fill" + colour + "\" r=\"" + DOT_RADIUS + "\" cx=\"" + number(x(x, only.x()))
                    + "\" cy=\"" + number(y(y, only.y())) + "\"/>");
        }
    }

    private static String area(List<ChartLine.Range> band, Scale x, Scale y) {
        StringBuilder path = new StringBuilder();
        for (int i = 0; i < band.size(); i++) {
            ChartLine.Range range = band.get(i);
            path.append(i == 0 ? 'M' : 'L')
                    .append(number(x(x, range.x())))
                    .append(' ')
                    .append(number(y(y, range.high())));
        }
        for (int i = band.size() - 1; i >= 0; i--) {
            ChartLine.Range range = band.get(i);
            path.append('L').append(number(x(x, range.x()))).append(' ').append(number(y(y, range.low())));
        }
        return path.append('Z').toString();
    }

    private static double x(Scale scale, double value) {
        return LEFT + scale.place(value) * (WIDTH - LEFT - RIGHT);
    }

    private static double y(Scale scale, double value) {
        return HEIGHT - BOTTOM - scale.place(value) * (HEIGHT - TOP - BOTTOM);
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }

    private static String text(int x, int y, String kind, String text) {
        return "<text class=\"" + kind + "\" x=\"" + x + "\" y=\"" + y + "\">" + escaped(text) + "</text>";
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    private static String colours() {
        StringBuilder rules = new StringBuilder();
        for (int i = 0; i < COLOURS; i++) {
            rules.append(
                    ".chart .fill" + i + "{fill:var(--s" + i + ")}.chart .stroke" + i + "{stroke:var(--s" + i + ")}\n");
        }
        return rules.toString();
    }
}
