package io.dynawrap.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.xpath.XPathConstants;
import javax.xml.xpath.XPathFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.NodeList;

/**
 * The modules of the AWS SDK that an application gets with the embedded server. Each build of this project has AWS's BOM, so its class
 * paths show nothing: an application without the BOM gets the version that is declared nearest to it.
 */
class AwsModulesTest {

    private static final String MAVEN = "META-INF/maven/";

    @Test
    void noModuleIsLeftToTheOlderVersionThatDynamoDbLocalDeclares() throws Exception {
        List<String> needed = modules(resource("software/amazon/dynamodb/DynamoDBLocal/pom.xml")).stream()
                .filter(module -> resource("software.amazon.awssdk/" + module + "/pom.properties") != null)
                .toList();

        assertThat(needed).contains("dynamodb", "utils");
        assertThat(modules(Files.newInputStream(Path.of("pom.xml")))).containsAll(needed);
    }

    /** Reads the modules that a POM declares for its users. */
    private static List<String> modules(InputStream pom) throws Exception {
        try (pom) {
            NodeList names = (NodeList) XPathFactory.newInstance()
                    .newXPath()
                    .evaluate(
                            "/project/dependencies/dependency[groupId = 'software.amazon.awssdk']"
                                    + "[not(scope = 'test' or scope = 'provided' or optional = 'true')]/artifactId",
                            DocumentBuilderFactory.newInstance()
                                    .newDocumentBuilder()
                                    .parse(pom),
                            XPathConstants.NODESET);
            return IntStream.range(0, names.getLength())
                    .mapToObj(n -> names.item(n).getTextContent())
                    .toList();
        }
    }

    private static InputStream resource(String path) {
        return AwsModulesTest.class.getClassLoader().getResourceAsStream(MAVEN + path);
    }
}
