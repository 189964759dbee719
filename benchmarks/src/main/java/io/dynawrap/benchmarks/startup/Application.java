package io.dynawrap.benchmarks.startup;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** An application that is started in a process of its own, again and again. */
final class Application {

    private static final long LONGEST_END_SECONDS = 30;

    private final String mainClass;
    private final List<String> command;
    private @Nullable Process process;

    Application(String mainClass, String classPath, List<String> arguments) {
        this.mainClass = mainClass;
        this.command = new ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElse("java"),
                "-Xmx256m",
                "-Daws.accessKeyId=local",
                "-Daws.secretAccessKey=local",
                "-classpath",
                classPath,
                mainClass,
                "--server.port=0"));
        command.addAll(arguments);
    }

    /** Starts a process and returns when it says that the application has started. */
    Object start() throws IOException {
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
            if (!running.waitFor(LONGEST_END_SECONDS, TimeUnit.SECONDS)) {
                running.destroyForcibly();
            }
            process = null;
        }
    }
}
