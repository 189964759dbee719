package io.dynawrap.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.env.PropertiesPropertySourceLoader;
import org.springframework.boot.env.PropertySourceLoader;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.PropertySource;
import org.springframework.core.io.ByteArrayResource;
import org.xml.sax.InputSource;

/** Blocks of data can be read, and those that configure an application name properties that exist. */
class DataBlocksTest {

    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .build();

    private final ConfigurationMetadata metadata = ConfigurationMetadata.ofClassPath();

    static List<Block> json() {
        return Pages.blocks("json");
    }

    static List<Block> xml() {
        return Pages.blocks("xml");
    }

    static List<Block> configuration() {
        return Pages.blocks("yaml", "properties");
    }

    static List<Block> all() {
        return Pages.all().stream().flatMap(page -> Pages.blocks(page).stream()).toList();
    }

    @ParameterizedTest
    @MethodSource("json")
    void jsonIsOneValue(Block block) {
        assertThatCode(() -> JSON.readTree(block.text())).as("%s", block).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @MethodSource("xml")
    void xmlIsWellFormed(Block block) {
        String document = "<block>" + block.text() + "</block>";
        assertThatCode(() -> DocumentBuilderFactory.newInstance()
                        .newDocumentBuilder()
                        .parse(new InputSource(new StringReader(document))))
                .as("%s", block)
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @MethodSource("configuration")
    void propertiesExistAndHaveValuesOfTheirTypes(Block block) throws IOException {
        PropertySourceLoader loader =
                block.language().equals("yaml") ? new YamlPropertySourceLoader() : new PropertiesPropertySourceLoader();
        List<PropertySource<?>> documents =
                loader.load("block", new ByteArrayResource(block.text().getBytes(StandardCharsets.UTF_8)));
        assertThat(documents).as("%s", block).isNotEmpty();
        for (PropertySource<?> document : documents) {
            for (String name : ((EnumerablePropertySource<?>) document).getPropertyNames()) {
                assertThat(metadata.faultOf(name, document.getProperty(name)))
                        .as("%s, %s", block, name)
                        .isNull();
            }
        }
    }

    @Test
    void everyBlockHasALanguageThatIsKnown() {
        // these are read by nobody but people
        Set<String> text = Set.of("", "sh", "text", "python", "groovy", "kotlin", "mermaid", "console", "http");
        Set<String> checked = Set.of("java", "sql", "json", "xml", "yaml", "properties");
        assertThat(all())
                .allSatisfy(block -> assertThat(text.contains(block.language()) || checked.contains(block.language()))
                        .as("%s is in '%s'", block, block.language())
                        .isTrue());
    }
}
