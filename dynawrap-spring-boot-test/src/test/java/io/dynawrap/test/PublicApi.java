package io.dynawrap.test;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;

/** The public and protected types and members of compiled classes, as the JDK's {@code javap} prints them. */
final class PublicApi {

    private static final Pattern VISIBLE_TYPE =
            Pattern.compile("(?:public|protected) .*?(?:class|interface) ([\\w.$]+).*\\{");
    private static final Pattern MADE_FOR_RECORDS = Pattern.compile(
            "public final (?:java.lang.String toString\\(\\)|int hashCode\\(\\)|boolean equals\\(java.lang.Object\\));");

    private PublicApi() {}

    /** One paragraph a type, its members sorted. */
    static String of(Path classes, List<String> classNames) {
        StringBuilder api = new StringBuilder();
        Set<String> visible = new HashSet<>();
        for (List<String> type : types(javap(classes, classNames))) {
            String header = type.get(0);
            Matcher declaration = VISIBLE_TYPE.matcher(header);
            if (declaration.matches() && enclosingIsVisible(declaration.group(1), visible)) {
                visible.add(declaration.group(1));
                api.append(header).append('\n');
                type.stream()
                        .skip(1)
                        .sorted()
                        .forEach(member -> api.append(member).append('\n'));
                api.append("}\n\n");
            }
        }
        return api.toString();
    }

    private static boolean enclosingIsVisible(String name, Set<String> visible) {
        int nested = name.lastIndexOf('$');
        return nested < 0 || visible.contains(name.substring(0, nested));
    }

    /** Each type's header and members, in the order of the names. */
    private static List<List<String>> types(Stream<String> lines) {
        List<List<String>> types = new ArrayList<>();
        lines.filter(line -> !line.startsWith("Compiled from ") && !line.equals("}"))
                .filter(line -> !MADE_FOR_RECORDS.matcher(line.strip()).matches())
                .forEach(line -> {
                    if (!line.startsWith(" ")) {
                        types.add(new ArrayList<>());
                    }
                    types.get(types.size() - 1).add(line);
                });
        return types;
    }

    private static Stream<String> javap(Path classes, List<String> classNames) {
        ToolProvider javap = ToolProvider.findFirst("javap").orElseThrow();
        StringWriter output = new StringWriter();
        List<String> arguments = new ArrayList<>(List.of("-protected", "-classpath", classes.toString()));
        arguments.addAll(classNames);
        try (PrintWriter writer = new PrintWriter(output)) {
            if (javap.run(writer, writer, arguments.toArray(String[]::new)) != 0) {
                throw new IllegalStateException(output.toString());
            }
        }
        return output.toString().lines();
    }
}
