package dev.hone;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/**
 * A bad line to a server: passes HTTP requests on, one for each connection, and spoils those that it was told to. The bytes that it passes
 * are unchanged, so signatures stay right.
 */
public final class FaultyRelay implements Closeable {

    private static final int BUFFER_BYTES = 8192;
    private static final int RST = 0;

    private final ServerSocket server;
    private final int target;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<Rule> rules = new CopyOnWriteArrayList<>();
    private final List<Occurrence> occurrences = new CopyOnWriteArrayList<>();
    private final List<String> heads = new CopyOnWriteArrayList<>();

    /** What is done to a request. */
    public sealed interface Fault {

        /** The server is not asked; this is the answer. */
        record Answer(int status, String s3Code) implements Fault {}

        /** The connection breaks after so many bytes of the answer; the server has done what it was asked. */
        record Reset(int afterBytes) implements Fault {}

        /** The connection ends as if all were said, after so many bytes of the answer. */
        record CutShort(int afterBytes) implements Fault {}

        /** The answer stops after so many bytes, for so long, and then goes on. */
        record Stall(int afterBytes, int millis) implements Fault {}
    }

    private record Occurrence(Predicate<String> requests, Runnable action) {}

    private record Rule(Predicate<String> requests, Fault fault, AtomicInteger times) {

        private boolean takes(String head) {
            return requests.test(head) && times.getAndUpdate(left -> Math.max(left - 1, 0)) > 0;
        }
    }

    public FaultyRelay(int target) throws IOException {
        this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        this.target = target;
        threads.execute(this::accept);
    }

    public int port() {
        return server.getLocalPort();
    }

    /** Spoils the next so many requests whose head (request line and headers) is such. */
    public void spoil(int times, Predicate<String> requests, Fault fault) {
        rules.add(new Rule(requests, fault, new AtomicInteger(times)));
    }

    /** Lets something else occur before each such request is passed on, as when another driver is a moment faster. */
    public void before(Predicate<String> requests, Runnable occurrence) {
        occurrences.add(new Occurrence(requests, occurrence));
    }

    /** Spoils no request any more. */
    public void heal() {
        rules.clear();
    }

    /** The heads of all requests so far, and a word on each connection that broke. */
    public List<String> heads() {
        return heads;
    }

    /** How many faults are still to come. */
    public int faultsLeft() {
        return rules.stream().mapToInt(rule -> rule.times().get()).sum();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket client = server.accept();
                threads.execute(() -> serve(client));
            } catch (IOException e) {
                if (!server.isClosed()) {
                    throw new UncheckedIOException(e);
                }
            }
        }
    }

    private void serve(Socket client) {
        try (client) {
            String head = readHead(client.getInputStream());
            if (head.isEmpty()) {
                return;
            }
            heads.add(head);
            occurrences.stream().filter(other -> other.requests().test(head)).forEach(other -> other.action()
                    .run());
            for (Rule rule : rules) {
                if (rule.takes(head)) {
                    spoil(client, head, rule.fault());
                    return;
                }
            }
            relay(client, head, new Fault.Reset(Integer.MAX_VALUE));
        } catch (IOException e) {
            heads.add("broken by the other side: " + e.getMessage());
        }
    }

    private void spoil(Socket client, String head, Fault fault) throws IOException {
        if (fault instanceof Fault.Answer answer) {
            String body = "<?xml version=\"1.0\"?><Error><Code>" + answer.s3Code() + "</Code><Message>injected "
                    + answer.s3Code() + "</Message></Error>";
            client.getOutputStream()
                    .write(("HTTP/1.1 " + answer.status()
                                    + " Injected\r\nContent-Type: application/xml\r\nContent-Length: "
                                    + body.length() + "\r\nConnection: close\r\n\r\n"
                                    + (head.startsWith("HEAD") ? "" : body))
                            .getBytes(StandardCharsets.US_ASCII));
            client.shutdownOutput();
            client.getInputStream().transferTo(OutputStream.nullOutputStream());
        } else {
            relay(client, head, fault);
        }
    }

    private void relay(Socket client, String head, Fault fault) throws IOException {
        try (Socket upstream = new Socket(InetAddress.getLoopbackAddress(), target)) {
            // Asked to close, the server ends its answer with the connection: no need to understand lengths.
            String closing = head.substring(0, head.length() - 2) + "Connection: close\r\n\r\n";
            upstream.getOutputStream().write(closing.getBytes(StandardCharsets.ISO_8859_1));
            threads.execute(() -> passBody(client, upstream));
            answer(upstream.getInputStream(), client, fault);
        }
    }

    private void passBody(Socket client, Socket upstream) {
        try {
            client.getInputStream().transferTo(upstream.getOutputStream());
        } catch (IOException e) {
            heads.add("broken with its body: " + e.getMessage()); // as every connection that the answer ends
        }
    }

    private static void answer(InputStream from, Socket client, Fault fault) throws IOException {
        byte[] buffer = new byte[BUFFER_BYTES];
        int limit = limit(fault);
        int passed = 0;
        int read = from.read(buffer, 0, Math.min(buffer.length, limit));
        while (read > 0) {
            client.getOutputStream().write(buffer, 0, read);
            passed += read;
            if (passed == limit) {
                if (!(fault instanceof Fault.Stall stall)) {
                    break;
                }
                pause(stall.millis());
                limit = Integer.MAX_VALUE;
            }
            read = from.read(buffer, 0, Math.min(buffer.length, limit - passed));
        }
        if (fault instanceof Fault.Reset && passed == limit) {
            client.setSoLinger(true, RST);
        }
    }

    private static int limit(Fault fault) {
        if (fault instanceof Fault.Reset reset) {
            return Math.max(reset.afterBytes(), 1);
        }
        return fault instanceof Fault.Stall stall ? stall.afterBytes() : ((Fault.CutShort) fault).afterBytes();
    }

    private static void pause(int millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The request line and headers with the empty line behind them; empty where the connection was not used. */
    private static String readHead(InputStream in) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        int last = 0; // the last four bytes
        while (last != 0x0D0A0D0A) {
            int next = in.read();
            if (next < 0) {
                return "";
            }
            head.write(next);
            last = last << 8 | next;
        }
        return head.toString(StandardCharsets.ISO_8859_1);
    }

    @Override
    public void close() throws IOException {
        server.close();
        threads.shutdownNow();
    }
}
