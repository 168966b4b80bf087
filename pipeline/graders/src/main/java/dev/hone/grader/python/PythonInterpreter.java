package dev.hone.grader.python;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.hone.grader.sandbox.Sandbox;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;

/**
 * An interpreter.
 *
 * @param executable the program itself, behind what pyenv and the like put before it
 * @param readable the folders that it reads: its own and those with installed packages
 */
public record PythonInterpreter(Path executable, List<Path> readable) {

    private static final int SECONDS = 60;
    private static final ObjectMapper JSON = new ObjectMapper();

    private static final String ASK =
            """
            import json, os, sys
            if sys.version_info < (3, 8): sys.exit('Python 3.8 or newer is needed, this is ' + sys.version.split()[0])
            places = [sys.prefix, sys.base_prefix, sys.exec_prefix, sys.base_exec_prefix, *sys.path]
            places += [os.path.dirname(os.path.dirname(os.path.realpath(sys.executable)))]
            print(json.dumps([sys.executable, [place for place in places if os.path.exists(place)]]))
            """;

    /** Asks an interpreter where it lives. */
    public static PythonInterpreter find(String program) throws PythonException {
        try {
            ToolRun run = ToolRun.of(SECONDS, program, "-I", "-c", ASK);
            if (run.exitCode() != 0) {
                throw failed(program + " says: " + run.output().strip());
            }
            JsonNode places = JSON.readTree(run.output());
            return new PythonInterpreter(Path.of(places.path(0).asText()), folders(places.path(1)));
        } catch (JsonProcessingException e) {
            throw failed(program + " is no Python interpreter: it does not say where it lives");
        } catch (IOException e) {
            throw failed(e.getMessage());
        }
    }

    /**
     * The command that runs a program of Hone.
     *
     * @param owner the class beside which it lies
     * @param program name of its file
     * @param duties what {@link Sandbox#duties} asks of it, and what else it must know
     */
    public List<String> command(Class<?> owner, String program, Map<String, Object> duties) {
        return List.of(
                executable.toString(),
                "-I",
                "-B",
                "-X",
                "utf8",
                "-c",
                text(Sandbox.class, "apart.py") + text(owner, program),
                json(duties));
    }

    private static String json(Map<String, Object> duties) {
        try {
            return JSON.writeValueAsString(duties);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("numbers and texts can be written as JSON", e);
        }
    }

    private static String text(Class<?> owner, String program) {
        try (InputStream text = owner.getResourceAsStream(program)) {
            return new String(text.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the program " + program, e);
        }
    }

    /** Without folders inside of others, and without the root. */
    private static List<Path> folders(JsonNode places) {
        List<Path> all = StreamSupport.stream(places.spliterator(), false)
                .map(place -> Path.of(place.asText()))
                .filter(place -> place.getNameCount() > 0)
                .sorted()
                .toList();
        List<Path> outermost = new ArrayList<>();
        for (Path place : all) {
            if (outermost.stream().noneMatch(place::startsWith)) {
                outermost.add(place);
            }
        }
        return outermost;
    }

    private static PythonException failed(String problem) {
        return new PythonException(
                new PythonFailure(PythonFailure.NOT_STARTED, problem),
                "Install Python 3.8 or newer, or name an interpreter (python: /path/to/python3)");
    }
}
