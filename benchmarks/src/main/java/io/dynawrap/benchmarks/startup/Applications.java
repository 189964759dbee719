package io.dynawrap.benchmarks.startup;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * The applications that are started in turns.
 *
 * @param sample the sample with the starter of both backends
 * @param lean the sample with the starter of its backend
 * @param bare the application without Dynawrap
 */
record Applications(Application sample, Application lean, Application bare) {

    /** Returns these applications, each with an archive of its classes. */
    Applications archived(Path directory) throws IOException, InterruptedException {
        return new Applications(
                sample.archived(directory.resolve("sample.archive")),
                lean.archived(directory.resolve("lean.archive")),
                bare.archived(directory.resolve("bare.archive")));
    }

    void end() throws InterruptedException {
        for (Application application : List.of(sample, lean, bare)) {
            application.end();
        }
    }
}
