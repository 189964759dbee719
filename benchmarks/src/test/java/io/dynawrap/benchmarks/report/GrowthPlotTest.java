package io.dynawrap.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.dynawrap.benchmarks.measure.Point;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

class GrowthPlotTest {

    private static final List<Point> POINTS = List.of(
            new Point("get", true, 1_000, 1),
            new Point("get", true, 1_000_000, 1.1),
            new Point("a <b> & c", false, 1_000, 1),
            new Point("a <b> & c", false, 1_000_000, 1.12));

    private static Document plot(List<Point> points) throws Exception {
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(GrowthPlot.of(points))));
    }

    private static List<Element> elements(Document plot, String name) {
        NodeList nodes = plot.getElementsByTagName(name);
        List<Element> elements = new ArrayList<>();
        for (int i = 0; i < nodes.getLength(); i++) {
            elements.add((Element) nodes.item(i));
        }
        return elements;
    }

    @Test
    void eachSeriesIsALineAndOnlyThoseOfOthersAreDashed() throws Exception {
        List<Element> lines = elements(plot(POINTS), "path");
        assertThat(lines)
                .extracting(line -> line.hasAttribute("stroke-dasharray"))
                .containsExactly(false, true);
        assertThat(lines).extracting(line -> line.getAttribute("d")).allMatch(path -> path.startsWith("M60 "));
    }

    @Test
    void theDescriptionSaysWhatTheLinesShow() throws Exception {
        String description = elements(plot(POINTS), "desc").get(0).getTextContent();
        assertThat(description)
                .isEqualTo("get: 1.1 times at 1,000,000 items; a <b> & c: 1.12 times at 1,000,000 items.");
    }

    @Test
    void labelsOfLinesThatEndCloseToEachOtherDoNotOverlap() throws Exception {
        List<Double> places = elements(plot(POINTS), "text").stream()
                .filter(text -> text.getTextContent().matches("(get|a <b> & c) .*×"))
                .map(text -> Double.parseDouble(text.getAttribute("y")))
                .sorted()
                .toList();
        assertThat(places).hasSize(2);
        assertThat(places.get(1) - places.get(0)).isGreaterThanOrEqualTo(15);
    }

    @Test
    void aHigherCostIsDrawnHigherAndAllOfItInside() throws Exception {
        List<Double> heights =
                elements(plot(List.of(new Point("get", true, 10, 1), new Point("get", true, 100, 7))), "circle")
                        .stream()
                        .map(circle -> Double.parseDouble(circle.getAttribute("cy")))
                        .toList();
        assertThat(heights.get(1)).isLessThan(heights.get(0)).isGreaterThanOrEqualTo(50);
    }
}
