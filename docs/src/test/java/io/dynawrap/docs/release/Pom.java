package io.dynawrap.docs.release;

import io.dynawrap.docs.Guides;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.xpath.XPathConstants;
import javax.xml.xpath.XPathFactory;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;

/** The texts of a pom.xml, by their paths in it. */
record Pom(Document document) {

    /** Reads the pom.xml of a module, or of the project's root for an empty name. */
    static Pom ofModule(String module) {
        return of(Guides.ROOT.resolve(module).resolve("pom.xml"));
    }

    static Pom of(Path file) {
        try {
            return new Pom(
                    DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(file.toFile()));
        } catch (Exception e) {
            throw new IllegalStateException("Cannot read " + file, e);
        }
    }

    /** The texts at a path of XPath, such as {@code project/modules/module}. */
    List<String> texts(String path) {
        try {
            NodeList nodes =
                    (NodeList) XPathFactory.newInstance().newXPath().evaluate(path, document, XPathConstants.NODESET);
            return IntStream.range(0, nodes.getLength())
                    .mapToObj(i -> nodes.item(i).getTextContent().strip())
                    .toList();
        } catch (Exception e) {
            throw new IllegalStateException("Cannot read " + path, e);
        }
    }

    /** The modules of the project that are published, without the root. */
    static List<String> publishedModules() {
        return ofModule("").texts("/project/modules/module").stream()
                .filter(module -> ofModule(module)
                        .texts("/project/properties/maven.deploy.skip")
                        .isEmpty())
                .sorted()
                .toList();
    }
}
