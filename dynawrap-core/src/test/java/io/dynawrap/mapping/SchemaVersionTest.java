package io.dynawrap.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.dynawrap.DbItem;
import io.dynawrap.InvalidModelException;
import io.dynawrap.SchemaVersion;
import java.security.Provider;
import java.security.Security;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SchemaVersionTest {

    @DbItem(pk = "USER#{owner}#STORY#{story_id}", sk = "STORY#{story_id}")
    record Story(
            String owner,
            @JsonProperty("story_id") String storyId,
            String title,
            String content,
            @SchemaVersion String schemaVersion) {}

    @DbItem(pk = "CAFÉ#{id}", sk = "\"X\"\\{n}")
    record Cafe(String id, int n, @JsonProperty("ünïcode") String text) {}

    @Test
    void versionIsTheHashThatPythonComputes() {
        assertThat(ItemType.of(Story.class).schemaVersion()).isEqualTo("4ffe23c09b6daacf8d80b04247a953c0");
        assertThat(ItemType.of(Cafe.class).schemaVersion()).isEqualTo("dcb77420c0937657098549692f0756a7");
    }

    @Test
    void namesAreSortedByCodePoint() throws Exception {
        // U+FF5E sorts before U+1F600, though its UTF-16 unit is greater; computed with Python's json and hashlib
        assertThat(SchemaHash.of(List.of("😀", "～", "a"), "A#{a}", "B")).isEqualTo("6d5fa5941fbc7f3d4c42e204a5ddc49c");
    }

    @Test
    void controlCharactersAreEscapedAsPythonDoes() throws Exception {
        assertThat(SchemaHash.of(List.of("\b\f\n\r\t\u0001\u001f\u007f\u0080/'<"), "A\t#{a}", "B"))
                .isEqualTo("4fde16e05015c9c59db2273c5a07e9ad");
    }

    @DbItem(pk = "A#{id}", sk = "B")
    record Hashed(String id) {}

    @DbItem(pk = "A#{id}", sk = "B", schemaVersion = "v1")
    record Versioned(String id) {}

    @Test
    void aPlatformWithoutMd5NeedsAVersionInTheAnnotation() {
        Provider provider = Security.getProvider("SUN");
        Security.removeProvider("SUN");
        try {
            ItemCodec codec = ItemCodec.create();
            assertThatExceptionOfType(InvalidModelException.class)
                    .isThrownBy(() -> codec.type(Hashed.class))
                    .withMessageContaining("Hashed: its default schema version is an MD5 hash")
                    .withMessageContaining("Set @DbItem(schemaVersion = ...)");
            assertThat(codec.type(Versioned.class).schemaVersion()).isEqualTo("v1");
        } finally {
            Security.insertProviderAt(provider, 1);
        }
    }

    @Test
    void orderOfTheFieldsDoesNotCount() throws Exception {
        String pattern = "A#{a}";

        assertThat(SchemaHash.of(List.of("b", "a"), pattern, pattern))
                .isEqualTo(SchemaHash.of(List.of("a", "b"), pattern, pattern))
                .isNotEqualTo(SchemaHash.of(List.of("a"), pattern, pattern))
                .matches("[0-9a-f]{32}");
    }

    @DbItem(pk = "A#{id}", sk = "B")
    record One(String id, String a) {}

    @DbItem(pk = "A#{id}", sk = "B")
    record Other(String id, String b) {}

    @Test
    void modelsThatDifferInAFieldHaveDifferentVersions() {
        assertThat(ItemType.of(One.class).schemaVersion())
                .isNotEqualTo(ItemType.of(Other.class).schemaVersion());
    }

    @DbItem(pk = "A#{id}", sk = "B", schemaVersion = "v2")
    record Fixed(String id, @SchemaVersion String version) {}

    @Test
    void annotationMayFixTheVersion() {
        ItemType<Fixed> type = ItemType.of(Fixed.class);

        assertThat(type.schemaVersion()).isEqualTo("v2");
        assertThat(type.toMap(new Fixed("1", "other"))).isEqualTo(Map.of("id", "1", "schema_version", "v2"));
    }

    @Test
    void currentVersionReplacesWhateverTheFieldHolds() {
        for (String held : new String[] {null, "", "v1", "not\0storable"}) {
            assertThat(PlainJson.write(new Fixed("1", held))).isEqualTo("{\"id\":\"1\",\"schema_version\":\"v2\"}");
        }
    }

    @Test
    void readShowsTheStoredVersionAndNotWhatStandsInTheData() {
        ItemType<Fixed> type = ItemType.of(Fixed.class);
        String json = "{\"schema_version\":\"wrong\",\"id\":\"1\",\"schema_version\":{\"also\":[\"wrong\"]}}";

        assertThat(PlainJson.read(type, "v1", json)).isEqualTo(new Fixed("1", "v1"));
        assertThat(PlainJson.read(type, "v2", json)).isEqualTo(new Fixed("1", "v2"));
        assertThat(PlainJson.read(type, null, json)).isEqualTo(new Fixed("1", null));
        assertThat(PlainJson.read(type, "v1", "{}")).isEqualTo(new Fixed(null, "v1"));
    }

    @Test
    void fromMapReadsTheVersionAmongTheFields() {
        ItemType<Fixed> type = ItemType.of(Fixed.class);

        assertThat(type.fromMap(Map.of("id", "1", "schema_version", "v1"))).isEqualTo(new Fixed("1", "v1"));
        assertThat(type.fromMap(Map.of("id", "1", "schema_version", 5))).isEqualTo(new Fixed("1", null));
    }

    @Test
    void fieldCountsAmongTheHashedFields() throws Exception {
        ItemType<Story> type = ItemType.of(Story.class);

        assertThat(type.schemaVersion())
                .isEqualTo(SchemaHash.of(
                        List.of("schema_version", "content", "owner", "story_id", "title"),
                        type.partitionKey().text(),
                        type.sortKey().text()));
    }

    @DbItem(pk = "A#{id}", sk = "B", schemaVersion = "v2")
    static class OnField {
        public String id = "1";

        @SchemaVersion
        private String version;
    }

    @DbItem(pk = "A#{id}", sk = "B", schemaVersion = "v2")
    static class OnGetter {
        public String id = "1";
        private String version;

        @SchemaVersion
        public String getVersion() {
            return version;
        }

        public void setVersion(String version) {
            this.version = version;
        }
    }

    @DbItem(pk = "A#{id}", sk = "B", schemaVersion = "v2")
    static class OnSetter {
        public String id = "1";
        private String version;

        public String getVersion() {
            return version;
        }

        @SchemaVersion
        public void setVersion(String version) {
            this.version = version;
        }
    }

    @DbItem(pk = "A#{id}", sk = "B", schemaVersion = "v2")
    static class OnParameter {
        public final String id;
        private final String version;

        @JsonCreator
        OnParameter(@JsonProperty("id") String id, @SchemaVersion String version) {
            this.id = id;
            this.version = version;
        }
    }

    @DbItem(pk = "A#{id}", sk = "B", schemaVersion = "v2")
    static class OnParameterAndGetter {
        public final String id;
        private final String version;

        @JsonCreator
        OnParameterAndGetter(@JsonProperty("id") String id, @SchemaVersion String version) {
            this.id = id;
            this.version = version;
        }

        @SchemaVersion
        public String getVersion() {
            return version;
        }
    }

    @Test
    void annotationMayStandOnAnyPartOfTheField() {
        String stored = "{\"id\":\"1\",\"schema_version\":\"v2\"}";
        String json = "{\"id\":\"1\"}";

        assertThat(PlainJson.write(new OnField())).isEqualTo(stored);
        assertThat(PlainJson.read(ItemType.of(OnField.class), "v1", json).version)
                .isEqualTo("v1");
        assertThat(PlainJson.write(new OnGetter())).isEqualTo(stored);
        assertThat(PlainJson.read(ItemType.of(OnGetter.class), "v1", json).version)
                .isEqualTo("v1");
        assertThat(PlainJson.write(new OnSetter())).isEqualTo(stored);
        assertThat(PlainJson.read(ItemType.of(OnSetter.class), "v1", json).version)
                .isEqualTo("v1");
        assertThat(PlainJson.write(new OnParameter("1", "v0"))).isEqualTo(stored);
        assertThat(PlainJson.read(ItemType.of(OnParameter.class), "v1", json).version)
                .isEqualTo("v1");
        assertThat(PlainJson.write(new OnParameterAndGetter("1", "v0"))).isEqualTo(stored);
        assertThat(PlainJson.read(ItemType.of(OnParameterAndGetter.class), "v1", json).version)
                .isEqualTo("v1");
    }

    @DbItem(pk = "A#{Id}", sk = "B")
    record Strategic(String id, @SchemaVersion String theVersion) {}

    @Test
    void nameIsSchemaVersionUnderEveryNamingStrategy() {
        ItemType<Strategic> type = ItemCodec.of(JsonMapper.builder()
                        .propertyNamingStrategy(PropertyNamingStrategies.UPPER_CAMEL_CASE)
                        .build())
                .type(Strategic.class);

        assertThat(PlainJson.write(type, new Strategic("1", "x")))
                .isEqualTo("{\"Id\":\"1\",\"schema_version\":\"" + type.schemaVersion() + "\"}");
        assertThat(PlainJson.read(type, "v1", "{\"Id\":\"1\"}")).isEqualTo(new Strategic("1", "v1"));
    }

    @DbItem(pk = "A#{id}", sk = "B")
    static class Open {
        public String id = "1";
        private final Map<String, Object> others = new LinkedHashMap<>();

        @JsonAnyGetter
        Map<String, Object> others() {
            return others;
        }

        @JsonAnySetter
        void other(String name, Object value) {
            others.put(name, value);
        }
    }

    @Test
    void modelWithoutTheFieldNeverSeesTheVersion() {
        ItemType<Open> type = ItemType.of(Open.class);
        String json =
                "{\"schema_version\":\"v0\",\"id\":\"2\",\"x\":{\"schema_version\":\"inner\"},\"schema_version\":[{}]}";

        assertThat(PlainJson.read(type, "v1", json).others()).isEqualTo(Map.of("x", Map.of("schema_version", "inner")));
        assertThat(type.fromMap(Map.of("id", "2", "schema_version", "v0")).others())
                .isEmpty();
    }

    @DbItem(pk = "A#{id}", sk = "B")
    record OpenRecord(
            String id, @JsonAnyGetter @JsonAnySetter Map<String, Object> others) {}

    @Test
    void holderOfFurtherFieldsIsNoField() {
        // computed with Python's json and hashlib, of the one field "id"
        assertThat(ItemType.of(OpenRecord.class).schemaVersion())
                .isEqualTo(ItemType.of(Open.class).schemaVersion())
                .isEqualTo("c77bbe34fe3bdaa0f9636e3e91c5db4e");
    }

    @DbItem(pk = "A#{id}", sk = "B")
    @JsonIgnoreProperties({"skipped"})
    record Nested(
            String id,
            Map<String, String> values,
            @SchemaVersion String version) {}

    @Test
    void versionsInsideNestedValuesAreOrdinary() {
        Nested item = new Nested("1", Map.of("schema_version", "mine"), null);

        assertThat(PlainJson.write(item)).contains("\"values\":{\"schema_version\":\"mine\"}");
        assertThat(PlainJson.read(
                        ItemType.of(Nested.class),
                        "v1",
                        "{\"skipped\":{\"a\":[1]},\"unknown\":[{}],\"values\":{\"schema_version\":\"mine\"},"
                                + "\"id\":\"1\"}"))
                .isEqualTo(new Nested("1", Map.of("schema_version", "mine"), "v1"));
    }

    @DbItem(pk = "A#{id}", sk = "B", schemaVersion = SchemaVersion.RESERVED)
    record Reserved(String id) {}

    @Test
    void theVersionOfLockedKeysIsRefusedAsThatOfAModel() {
        assertThatExceptionOfType(InvalidModelException.class)
                .isThrownBy(() -> ItemType.of(Reserved.class))
                .withMessageContaining("Reserved")
                .withMessageContaining("'dynawrap:placeholder'");
    }
}
