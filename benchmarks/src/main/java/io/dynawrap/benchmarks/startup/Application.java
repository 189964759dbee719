package io.dynawrap.benchmarks.startup;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** An application that is started in a process of its own, again and again. */
final class Application {

    private static final long LONGEST_END_MINUTES = 5;

    /** The version of Java from which one start writes a cache that also has linked classes and profiles. */
    private static final int AOT_CACHE = 25;

    private final String mainClass;
    private final List<String> options;
    private final List<String> arguments;
    private @Nullable Process process;

    Application(String mainClass, String classPath, List<String> arguments) {
        this(
                mainClass,
                List.of("-Xmx256m", "-Daws.accessKeyId=local", "-Daws.secretAccessKey=local", "-classpath", classPath),
                arguments);
    }

    private Application(String mainClass, List<String> options, List<String> arguments) {
        this.mainClass = mainClass;
        this.options = options;
        this.arguments = arguments;
    }

    /** Returns this application with an archive of the classes that one start loads. The start is made here. */
    Application archived(Path archive) throws IOException, InterruptedException {
        boolean cache = Runtime.version().feature() >= AOT_CACHE;
        // without a log, because nobody reads what the process writes about each skipped class
        Application training =
                with("-Xlog:disable", (cache ? "-XX:AOTCacheOutput=" : "-XX:ArchiveClassesAtExit=") + archive);
        training.start();
        training.end();
        if (!Files.exists(archive)) {
            throw new IOException("The archive " + archive + " was not written");
        }
        // the start fails if the archive does not fit, instead of ignoring it
        return cache
                ? with("-XX:AOTCache=" + archive, "-XX:AOTMode=on")
                : with("-XX:SharedArchiveFile=" + archive, "-Xshare:on");
    }

    private Application with(String... more) {
        return new Application(
                mainClass, Stream.concat(Stream.of(more), options.stream()).toList(), arguments);
    }

    /** Starts a process and returns when it says that the application has started. */
    Object start() throws IOException {
        List<String> command = new ArrayList<>();
        command.add(ProcessHandle.current().info().command().orElse("java"));
        command.addAll(options);
        command.add(mainClass);
        command.add("--server.port=0");
        command.addAll(arguments);
        Process started = new ProcessBuilder(command).redirectErrorStream(true).start();
        process = started;
        BufferedReader output = started.inputReader(StandardCharsets.UTF_8);
        StringBuilder text = new StringBuilder();
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            if (line.contains("Started " + mainClass.substring(mainClass.lastIndexOf('.') + 1))) {
                return line;
            }
            text.append(line).append('\n');
        }
        throw new IOException("It ended before it had started, and said:\n" + text);
    }

    /** Ends the process, if there is one. */
    void end() throws InterruptedException {
        Process running = process;
        if (running != null) {
            running.destroy();
            if (!running.waitFor(LONGEST_END_MINUTES, TimeUnit.MINUTES)) {
                running.destroyForcibly();
            }
            process = null;
        }
    }
}
