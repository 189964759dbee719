package io.dynawrap.benchmarks.startup;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The class paths of the measured applications. They have jars only, as a deployed application has: an archive of class
 * data accepts no directories.
 */
final class ClassPath {

    private final Path directory;
    private final Map<Path, Path> jars = new HashMap<>();

    /**
     * Creates a class path.
     *
     * @param directory where jars of the classes of this build are written
     */
    ClassPath(Path directory) {
        this.directory = directory;
    }

    /** Returns the entries in their order, without those that match a pattern or do not exist. */
    String of(List<String> entries, List<Pattern> absent) throws IOException {
        List<String> present = new ArrayList<>();
        for (String entry : entries) {
            String name = entry.replace(File.separatorChar, '/');
            Path path = Path.of(entry);
            if (Files.exists(path)
                    && absent.stream()
                            .noneMatch(pattern -> pattern.matcher(name).find())) {
                present.add((Files.isDirectory(path) ? jar(path) : path).toString());
            }
        }
        return String.join(File.pathSeparator, present);
    }

    private Path jar(Path classes) throws IOException {
        Path existing = jars.get(classes);
        if (existing != null) {
            return existing;
        }
        Path jar = directory.resolve(jars.size() + ".jar");
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream output = new JarOutputStream(file);
                Stream<Path> files = Files.walk(classes)) {
            for (Path content : files.sorted().toList()) {
                String name = classes.relativize(content).toString().replace(File.separatorChar, '/');
                if (name.isEmpty()) {
                    continue;
                }
                if (Files.isDirectory(content)) {
                    // component scans look for the directories of packages
                    output.putNextEntry(new JarEntry(name + "/"));
                } else {
                    output.putNextEntry(new JarEntry(name));
                    Files.copy(content, output);
                }
                output.closeEntry();
            }
        }
        jars.put(classes, jar);
        return jar;
    }
}
