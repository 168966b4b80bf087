package dev.hone.jobs;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.hone.error.ConfigException;
import dev.hone.policy.serve.ServingSettings;
import dev.hone.serving.Console;
import dev.hone.serving.PolicyServer;
import dev.hone.serving.ServeSettings;
import dev.hone.serving.deploy.AdapterFolders;
import dev.hone.serving.http.ConsoleServer;
import dev.hone.serving.http.Scope;
import dev.hone.serving.key.KeyLimits;
import dev.hone.serving.key.KeyStore;
import dev.hone.serving.table.WarehouseFiles;
import dev.hone.serving.traffic.TrafficSettings;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.SparkUserAppException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code hone serve}: deployed policies behind an endpoint that OpenAI's clients ask, until it is interrupted. */
@Command(
        name = "serve",
        mixinStandardHelpOptions = true,
        description = "answer chats with deployed policies, as OpenAI's clients ask; no Spark")
public final class ServeJob extends Job {

    private static final int PORT = 7781;
    private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "localhost", "::1");

    @Option(
            names = "--model",
            paramLabel = "DIR",
            description = "folder of a base model that answers under its own name; may be given several times")
    private List<Path> models = List.of();

    @Option(
            names = "--adapters",
            paramLabel = "DIR",
            description =
                    "folder below which clients may load adapters by path, with an admin key; may be given several times")
    private List<Path> adapters = List.of();

    @Option(
            names = "--port",
            defaultValue = "" + PORT,
            description = "default ${DEFAULT-VALUE}; 0 for one that is free")
    private int port;

    @Option(
            names = "--host",
            defaultValue = "127.0.0.1",
            description =
                    "address to listen on, default ${DEFAULT-VALUE}; another one opens the endpoint to a network, without encryption")
    private String host;

    @Option(
            names = "--warehouse",
            paramLabel = "PATH",
            description =
                    "folder of Delta tables whose runs the pages show beside the playground; may be given several times")
    private List<String> warehouses = List.of();

    @Option(
            names = "--log",
            paramLabel = "DIR",
            description =
                    "keep chats there as Bedrock's invocation logs, which hone ingest reads; default: nothing is kept")
    private Path log;

    @Option(
            names = "--log-share",
            paramLabel = "S",
            defaultValue = "1",
            description = "share of the chats that are kept, above 0, at most 1; default ${DEFAULT-VALUE}")
    private double logShare;

    @Option(names = "--no-auth", description = "answer without a key; on 127.0.0.1 only")
    private boolean open;

    @Mixin
    private ServeState state;

    @Mixin
    private OutputOptions output;

    public static void main(String[] args) throws SparkUserAppException {
        Commands.main(new ServeJob(), args);
    }

    @Override
    void check(PrintStream out) {
        if (port < 0 || port > 65_535) {
            throw new ConfigException(
                    "--port " + port + " is no port: give one from 1 to 65535, or 0 for one that is free");
        }
        if (!(logShare > 0 && logShare <= 1)) {
            throw new ConfigException("--log-share " + logShare + " is no share: give one above 0 and at most 1");
        }
        if (open && !LOOPBACK.contains(host)) {
            throw new ConfigException("--no-auth lets anybody ask who reaches " + host
                    + ": leave it out, and make keys with hone key --new NAME");
        }
    }

    @Override
    boolean needsSpark() {
        return false;
    }

    @Override
    void work(PrintStream out) {
        PrintStream messages = output.messages(out);
        Optional<String> first = open ? Optional.empty() : firstKey();
        List<WarehouseFiles> shown = warehouses.stream()
                .map(path -> WarehouseFiles.open(path, HadoopSettings.here()))
                .toList();
        ConsoleServer server = PolicyServer.start(
                new ServeSettings(
                        host,
                        port,
                        state.folder(),
                        models,
                        new AdapterFolders(adapters),
                        Optional.ofNullable(log).map(folder -> new TrafficSettings(folder, logShare)),
                        ServingSettings.defaults(),
                        open),
                shown,
                HadoopSettings.here());
        String pages =
                server.url() + "playground#key=" + Console.keys(state.folder()).key(Scope.ADMIN);
        Runtime.getRuntime().addShutdownHook(new Thread(server::close));
        output.result(
                out,
                "Serves " + server.url() + "v1\n"
                        + first.map(key -> "Key    " + key + "\n").orElse("") + "Try it " + pages + "\n",
                () -> JsonNodeFactory.instance
                        .objectNode()
                        .put("url", server.url() + "v1")
                        .put("key", first.orElse(null))
                        .put("playground", pages));
        messages.println("scripts/hone deploy RUN --as NAME puts a policy behind a name. Ctrl-C ends the server.");
        out.flush();
        try {
            server.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** A key for who starts the first server; told this once. */
    private Optional<String> firstKey() {
        KeyStore keys = new KeyStore(ServeSettings.keys(state.folder()));
        return keys.all().isEmpty()
                ? Optional.of(keys.create("first", Set.of(Scope.INFER), Optional.empty(), KeyLimits.NONE))
                : Optional.empty();
    }
}
