package io.dynawrap.benchmarks.report;

import io.dynawrap.benchmarks.measure.Point;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Draws what an operation costs as its table grows, as a multiple of what it costs in the smallest: one line for each
 * series, its name at its end. The colours are readable on a light and on a dark page.
 */
public final class GrowthPlot {

    private static final int WIDTH = 920;
    private static final int HEIGHT = 440;
    private static final int LEFT = 60;
    private static final int RIGHT = 560;
    private static final int TOP = 50;
    private static final int BOTTOM = 380;
    private static final double BAR = 1.2;
    private static final int LABEL_HEIGHT = 15;
    private static final List<String> COLOURS =
            List.of("#2f81c7", "#c7562f", "#2f9e5b", "#8f5fc7", "#b8860b", "#c73f87", "#2f9ea0", "#7a8a2f");

    private final List<Point> points;
    private final double top;
    private final long fewest;
    private final long most;

    private GrowthPlot(List<Point> points) {
        this.points = points;
        this.top = Math.max(
                1.5, Math.ceil(points.stream().mapToDouble(Point::cost).max().orElse(1) * 4) / 4);
        this.fewest = points.stream().mapToLong(Point::items).min().orElse(1);
        this.most = points.stream().mapToLong(Point::items).max().orElse(10);
    }

    /**
     * Draws a plot.
     *
     * @param points the points of all series
     * @return the SVG document
     */
    public static String of(List<Point> points) {
        return new GrowthPlot(points).svg();
    }

    private String svg() {
        Map<String, List<Point>> series = new LinkedHashMap<>();
        points.forEach(point -> series.computeIfAbsent(point.series(), name -> new ArrayList<>())
                .add(point));
        StringBuilder body = new StringBuilder();
        axes(body);
        List<List<Point>> lines = new ArrayList<>(series.values());
        int[] places = labelPlaces(lines);
        for (int i = 0; i < lines.size(); i++) {
            line(body, lines.get(i), COLOURS.get(i % COLOURS.size()), places[i]);
        }
        return """
                <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" role="img" aria-labelledby="title desc"\
                 font-family="sans-serif" font-size="12">
                <title id="title">Cost per operation as the table grows</title>
                <desc id="desc">%s</desc>
                %s</svg>
                """.formatted(WIDTH, HEIGHT, description(lines), body);
    }

    private void axes(StringBuilder body) {
        text(body, LEFT, 24, "start", "Cost per operation, as a multiple of that with %,d items".formatted(fewest));
        double step = top <= 3 ? 0.25 : Math.ceil(top / 10);
        for (double cost = 0; cost <= top + 0.001; cost += step) {
            body.append(rule(y(cost), "stroke-opacity=\"0.25\""));
            text(body, LEFT - 8, y(cost) + 4, "end", number(cost) + "×");
        }
        body.append(rule(y(BAR), "stroke-dasharray=\"2 3\""));
        text(body, LEFT + 6, y(BAR) - 5, "start", "bar: " + number(BAR) + "×");
        points.stream()
                .mapToLong(Point::items)
                .distinct()
                .sorted()
                .forEach(items -> text(
                        body,
                        x(items),
                        BOTTOM + 22,
                        items == fewest ? "start" : "middle",
                        String.format(Locale.ROOT, "%,d", items)));
        text(body, (LEFT + RIGHT) / 2.0, BOTTOM + 44, "middle", "items in the table");
    }

    private static String rule(double y, String style) {
        return "<line x1=\"%d\" x2=\"%d\" y1=\"%s\" y2=\"%s\" stroke=\"#808080\" %s/>\n"
                .formatted(LEFT, RIGHT, number(y), number(y), style);
    }

    private void line(StringBuilder body, List<Point> line, String colour, int labelPlace) {
        Point last = line.get(line.size() - 1);
        StringBuilder path = new StringBuilder();
        for (Point point : line) {
            path.append(path.isEmpty() ? "M" : " L")
                    .append(number(x(point.items())))
                    .append(' ');
            path.append(number(y(point.cost())));
        }
        body.append("<path d=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"2\"%s/>\n"
                .formatted(path, colour, last.ours() ? "" : " stroke-dasharray=\"6 4\""));
        for (Point point : line) {
            body.append("<circle cx=\"%s\" cy=\"%s\" r=\"3\" fill=\"%s\"/>\n"
                    .formatted(number(x(point.items())), number(y(point.cost())), colour));
        }
        body.append("<text x=\"%d\" y=\"%d\" fill=\"%s\">%s %s×</text>\n"
                .formatted(RIGHT + 14, labelPlace, colour, escape(last.series()), number(last.cost())));
    }

    /** The lines' labels beside their ends, moved down as far as they would overlap. */
    private int[] labelPlaces(List<List<Point>> lines) {
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            order.add(i);
        }
        order.sort((a, b) -> Double.compare(end(lines.get(b)), end(lines.get(a))));
        int[] places = new int[lines.size()];
        int lowest = TOP - LABEL_HEIGHT;
        for (int index : order) {
            lowest = Math.max(lowest + LABEL_HEIGHT, (int) y(end(lines.get(index))) + 4);
            places[index] = lowest;
        }
        return places;
    }

    private static double end(List<Point> line) {
        return line.get(line.size() - 1).cost();
    }

    private String description(List<List<Point>> lines) {
        List<String> sentences = new ArrayList<>();
        for (List<Point> line : lines) {
            Point last = line.get(line.size() - 1);
            sentences.add("%s: %s times at %s items"
                    .formatted(
                            escape(last.series()),
                            number(last.cost()),
                            String.format(Locale.ROOT, "%,d", last.items())));
        }
        return String.join("; ", sentences) + ".";
    }

    /** The number of items has a logarithmic axis. */
    private double x(long items) {
        double part = most == fewest ? 0 : Math.log((double) items / fewest) / Math.log((double) most / fewest);
        return LEFT + part * (RIGHT - LEFT);
    }

    private double y(double cost) {
        return BOTTOM - cost / top * (BOTTOM - TOP);
    }

    private static void text(StringBuilder body, double x, double y, String anchor, String text) {
        body.append("<text x=\"%s\" y=\"%s\" text-anchor=\"%s\" fill=\"#808080\">%s</text>\n"
                .formatted(number(x), number(y), anchor, escape(text)));
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;");
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.2f", value).replaceAll("\\.?0+$", "");
    }
}
