package io.dynawrap.benchmarks;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs one part in a process of its own, for a bounded time. */
final class PartProcess {

    private static final List<String> OPTIONS =
            List.of("-Xms1g", "-Xmx1g", "-Dlogback.configurationFile=benchmarks-logback.xml");

    private PartProcess() {}

    static void run(Settings settings, PartName part) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(ProcessHandle.current().info().command().orElse("java"));
        command.addAll(OPTIONS);
        System.getProperties().stringPropertyNames().stream()
                .filter(name -> name.startsWith("benchmarks."))
                .forEach(name -> command.add("-D" + name + "=" + System.getProperty(name)));
        command.addAll(List.of("-classpath", System.getProperty("java.class.path")));
        command.addAll(List.of(Benchmarks.class.getName(), settings.set(), part.name()));
        Process process = new ProcessBuilder(command).inheritIO().start();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> end(process)));
        try {
            if (!process.waitFor(part.limit().toSeconds(), TimeUnit.SECONDS)) {
                throw new IllegalStateException(part + " took more than " + part.limit());
            }
        } finally {
            end(process);
        }
        if (process.exitValue() != 0) {
            throw new IllegalStateException(part + " failed; its message is above");
        }
    }

    /** Ends a part and the processes that it started, also when this one is ended. */
    private static void end(Process process) {
        process.descendants().forEach(ProcessHandle::destroy);
        process.destroy();
    }
}
