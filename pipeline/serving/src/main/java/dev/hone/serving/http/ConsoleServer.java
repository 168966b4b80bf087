package dev.hone.serving.http;

import dev.hone.error.ConfigException;
import java.net.BindException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.IntFunction;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** A port: the console's, or that of deployed policies. */
public final class ConsoleServer implements AutoCloseable {

    private static final int MAX_THREADS = 96;
    /** Each answer that is streamed holds one. */
    private static final int MAX_ENDPOINT_THREADS = 320;

    private static final int MAX_CONNECTIONS = 4_000;
    private static final int MAX_HEADER_BYTES = 32 << 10;
    private static final long IDLE_MILLIS = 30_000;
    private static final long STOP_MILLIS = 2_000;

    private final Server server;
    private final ServerConnector connector;
    private final String host;
    private final Runnable afterwards;

    private ConsoleServer(Server server, ServerConnector connector, String host, Runnable afterwards) {
        this.afterwards = afterwards;
        this.server = server;
        this.connector = connector;
        this.host = host;
    }

    /**
     * Opens the port.
     *
     * @param host address to listen on, 127.0.0.1 but for those who know why
     * @param port 0 for one that is free
     * @throws ConfigException when the port is taken
     */
    public static ConsoleServer start(String host, int port, AccessKeys keys, List<Route> routes) {
        return start(host, port, MAX_THREADS, actual -> pages(actual, keys, routes));
    }

    /**
     * The same for pages and programs.
     *
     * @param endpoint that answers programs
     * @throws ConfigException when the port is taken
     */
    public static ConsoleServer start(
            String host, int port, AccessKeys keys, List<Route> routes, EndpointHandler endpoint) {
        return start(
                host,
                port,
                MAX_ENDPOINT_THREADS,
                actual -> new Handler.Sequence(endpoint, pages(actual, keys, routes)));
    }

    private static ConsoleServer start(String host, int port, int maxThreads, IntFunction<Handler> answers) {
        QueuedThreadPool threads = new QueuedThreadPool(maxThreads);
        threads.setName("console");
        Server server = new Server(threads);
        HttpConfiguration http = new HttpConfiguration();
        http.setRequestHeaderSize(MAX_HEADER_BYTES);
        http.setSendServerVersion(false);
        http.setHeaderCacheCaseSensitive(
                true); // else a key that begins as another one did, but for its case, is read as that
        ServerConnector connector = new ServerConnector(server, new HttpConnectionFactory(http));
        connector.setHost(host);
        connector.setPort(port);
        connector.setIdleTimeout(IDLE_MILLIS);
        connector.setAcceptQueueSize(1_024);
        server.addConnector(connector);
        server.addBean(new NetworkConnectionLimit(MAX_CONNECTIONS, server));
        server.setStopTimeout(STOP_MILLIS);
        open(connector, host, port);
        server.setHandler(guarded(host, answers.apply(connector.getLocalPort())));
        try {
            server.start();
        } catch (Exception e) { // Jetty's life cycle throws all kinds
            throw new IllegalStateException("The console cannot start: " + e.getMessage(), e);
        }
        return new ConsoleServer(server, connector, host, () -> {});
    }

    private static void open(ServerConnector connector, String host, int port) {
        try {
            connector.open();
        } catch (BindException e) {
            throw new ConfigException("Port " + port + " of " + host
                    + " is taken, perhaps by another console. Close that one, or name another port by --port");
        } catch (java.io.IOException e) {
            throw new ConfigException("The console cannot listen on " + host + ":" + port + ": " + e.getMessage());
        }
    }

    private static Handler pages(int port, AccessKeys keys, List<Route> routes) {
        String cookie = "hone_console_" + port; // browsers share cookies between ports
        List<Route> all = new ArrayList<>(new SessionApi(keys, cookie).routes());
        all.addAll(routes);
        return new Handler.Sequence(new ApiHandler(all, keys, cookie), new PageFiles());
    }

    private static Handler guarded(String host, Handler answers) {
        Set<String> names = new TreeSet<>(List.of("localhost", "127.0.0.1", "[::1]", host.toLowerCase(Locale.ROOT)));
        return new GracefulHandler(new Guard(answers, names));
    }

    /** Such as {@code http://127.0.0.1:7780/}. */
    public String url() {
        return "http://" + host + ":" + port() + "/";
    }

    /** The port that it listens on. */
    public int port() {
        return connector.getLocalPort();
    }

    /** Waits until the server has stopped. */
    public void join() throws InterruptedException {
        server.join();
    }

    /** The same, which closes something else after itself. */
    public ConsoleServer closing(Runnable also) {
        return new ConsoleServer(server, connector, host, () -> {
            afterwards.run();
            also.run();
        });
    }

    @Override
    public void close() {
        try {
            server.stop();
            afterwards.run();
        } catch (Exception e) { // Jetty's life cycle throws all kinds
            throw new IllegalStateException("The console does not stop cleanly: " + e.getMessage(), e);
        }
    }
}
