package io.dynawrap.postgres.faults;

import io.dynawrap.TestServers;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

/** Stands between a client and the server, and breaks or holds up the connections through it. */
final class CuttingProxy implements AutoCloseable {

    private final ServerSocket listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final int serverPort;
    private final List<Link> links = new CopyOnWriteArrayList<>();
    private volatile CountDownLatch flowing = new CountDownLatch(0);

    /** One connection, with the client's end and the server's. */
    private record Link(Socket client, Socket server) {}

    CuttingProxy() throws IOException {
        serverPort =
                Integer.parseInt(TestServers.postgres("postgres").getJdbcUrl().replaceFirst(".*:(\\d+)/.*", "$1"));
        thread(this::accept);
    }

    String jdbcUrl() {
        return "jdbc:postgresql://localhost:" + listening.getLocalPort() + "/postgres?ApplicationName=cutting-proxy";
    }

    /** Breaks all connections for the clients. The server's sessions go on with what they do. */
    void cut() throws IOException {
        for (Link link : links) {
            link.client.close();
        }
    }

    /** What clients send on the connections that are open now waits until {@link #release}. */
    void hold() {
        flowing = new CountDownLatch(1);
    }

    void release() {
        flowing.countDown();
    }

    private void accept() {
        try {
            while (true) {
                Link link = new Link(listening.accept(), new Socket("localhost", serverPort));
                links.add(link);
                CountDownLatch always = new CountDownLatch(0);
                boolean isLater = flowing.getCount() > 0; // what is open already is held up
                thread(() -> copy(link.client, link.server, isLater ? always : null));
                thread(() -> copy(link.server, link.client, always));
            }
        } catch (IOException e) {
            // closed
        }
    }

    /** Leaves the other end open when this one ends. */
    private void copy(Socket from, Socket to, CountDownLatch gate) {
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            byte[] buffer = new byte[1 << 16];
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                (gate == null ? flowing : gate).await();
                out.write(buffer, 0, n);
                out.flush();
            }
        } catch (IOException e) {
            // cut
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void thread(Runnable work) {
        Thread thread = new Thread(work, "cutting-proxy");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        release();
        listening.close();
        for (Link link : links) {
            link.client.close();
            link.server.close();
        }
    }
}
