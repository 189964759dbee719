package io.dynawrap.autoconfigure.container;

import java.util.List;
import java.util.Map;
import org.springframework.boot.docker.compose.core.ConnectionPorts;
import org.springframework.boot.docker.compose.core.ImageReference;
import org.springframework.boot.docker.compose.core.RunningService;

/**
 * A service as Docker Compose would report it.
 *
 * @param containerPort the port that the image has
 * @param hostPort where that port is found
 */
record ComposeService(ImageReference image, Map<String, String> labels, int containerPort, int hostPort)
        implements RunningService, ConnectionPorts {

    @Override
    public String name() {
        return "dynamodb";
    }

    @Override
    public String host() {
        return "127.0.0.1";
    }

    @Override
    public ConnectionPorts ports() {
        return this;
    }

    @Override
    public Map<String, String> env() {
        return Map.of();
    }

    @Override
    public int get(int port) {
        if (port != containerPort) {
            throw new IllegalArgumentException("No port " + port);
        }
        return hostPort;
    }

    @Override
    public List<Integer> getAll() {
        return List.of(hostPort);
    }

    @Override
    public List<Integer> getAll(String protocol) {
        return getAll();
    }
}
