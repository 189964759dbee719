package io.dynawrap.sample;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;

/**
 * A body of a story as an attacker would send it.
 *
 * @param name what is wrong with it
 * @param bytes the body; the key of the story is {@code a} and {@code 1} where it has one
 * @param status the status of the answer
 * @param field the field that the answer names
 */
record HostileBody(String name, byte[] bytes, int status, String field) {

    private static HostileBody refused(String name, String json, String field) {
        return new HostileBody(name, json.getBytes(StandardCharsets.UTF_8), 400, field);
    }

    private static HostileBody taken(String name, String json) {
        return new HostileBody(name, json.getBytes(StandardCharsets.UTF_8), 201, null);
    }

    private static String with(String members) {
        return "{\"owner\":\"a\",\"storyId\":\"1\"," + members + "}";
    }

    static Stream<HostileBody> all() {
        return Stream.of(nested(), numbers(), members(), classNames(), huge(), Stream.of(badUtf8(), utf16(), cutUtf8()))
                .flatMap(bodies -> bodies);
    }

    private static Stream<HostileBody> nested() {
        return Stream.of(
                refused("arrays without end", "[".repeat(100_000), "body"),
                refused("objects without end", "{\"a\":".repeat(100_000), "body"),
                refused("arrays in a text field", with("\"title\":" + "[".repeat(100_000)), "title"),
                refused("deep unknown member", with("\"more\":" + "[".repeat(2000) + "]".repeat(2000)), "body"),
                taken("unknown member of some depth", with("\"more\":" + "[".repeat(400) + "]".repeat(400))));
    }

    private static Stream<HostileBody> numbers() {
        return Stream.of(
                refused("number of a million digits", with("\"title\":" + "9".repeat(1_000_000)), "body"),
                refused("number of endless exponent", with("\"title\":1E999999999"), "title"),
                refused("negative exponent", with("\"title\":1E-999999999"), "title"),
                refused("long unknown number", with("\"more\":" + "9".repeat(1_000_000)), "body"),
                taken("unknown number with an exponent", with("\"more\":1E999999999")),
                refused("no number", with("\"more\":NaN"), "body"),
                refused("hexadecimal number", with("\"more\":0x10"), "body"));
    }

    private static Stream<HostileBody> members() {
        return Stream.of(
                refused("the same member twice", with("\"title\":\"t\",\"title\":\"u\""), "body"),
                refused("another owner at the end", with("\"owner\":\"b\""), "body"),
                taken("unknown members", with("\"PK\":\"USER#b\",\"SK\":\"STORY#2\",\"pk\":1,\"__proto__\":{}")),
                taken("a version of its own", with("\"schema_version\":\"forged\",\"schemaVersion\":\"forged\"")),
                refused("a member without end", "{\"" + "n".repeat(1_000_000), "body"),
                refused("name of a million characters", with("\"" + "n".repeat(1_000_000) + "\":1"), "body"),
                refused("U+0000 as it is", with("\"title\":\"\0\""), "title"),
                refused("U+0000 in an escape", with("\"title\":\"\\u0000\""), "title"),
                refused("half a surrogate pair", with("\"title\":\"\\ud800\""), "title"),
                refused("a pair the wrong way round", with("\"content\":\"\\udc00\\ud800\""), "content"),
                refused("U+0000 in a key", "{\"owner\":\"a\\u0000\",\"storyId\":\"1\"}", "owner"),
                refused("a line break in the JSON", with("\"title\":\"a\nb\""), "title"));
    }

    private static Stream<HostileBody> classNames() {
        return Stream.of("@class", "@type", "@c", "class", "$type")
                .map(name ->
                        taken("a class in " + name, with("\"" + name + "\":\"javax.script.ScriptEngineManager\"")));
    }

    private static Stream<HostileBody> huge() {
        return Stream.of(
                refused("five megabytes", with("\"content\":\"" + "x".repeat(5_000_000) + "\""), "content"),
                refused(
                        "twenty megabytes of unknown members",
                        with("\"more\":[" + "1,".repeat(10_000_000) + "1]"),
                        "body"),
                refused("twenty megabytes of nothing", " ".repeat(20_000_000) + with("\"title\":\"t\""), "body"));
    }

    private static HostileBody badUtf8() {
        return bytes("bytes that are no UTF-8", new byte[] {(byte) 0xC3, 0x28});
    }

    private static HostileBody cutUtf8() {
        return bytes("a surrogate written in UTF-8", new byte[] {(byte) 0xED, (byte) 0xA0, (byte) 0x80});
    }

    private static HostileBody bytes(String name, byte[] inTitle) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.writeBytes("{\"owner\":\"a\",\"storyId\":\"1\",\"title\":\"".getBytes(StandardCharsets.UTF_8));
        body.writeBytes(inTitle);
        body.writeBytes("\"}".getBytes(StandardCharsets.UTF_8));
        return new HostileBody(name, body.toByteArray(), 400, "title");
    }

    /** JSON may come in UTF-16 too, in which half a pair can be written as it is. */
    private static HostileBody utf16() {
        String json = with("\"title\":\"\ud800\"");
        ByteBuffer body = ByteBuffer.allocate(json.length() * Character.BYTES);
        body.asCharBuffer().put(json);
        return new HostileBody("half a pair in UTF-16", body.array(), 400, "title");
    }

    @Override
    public String toString() {
        return name;
    }
}
