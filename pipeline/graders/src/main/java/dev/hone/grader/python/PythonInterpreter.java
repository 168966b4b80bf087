package dev.hone.grader.python;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;

/**
 * An interpreter.
 *
 * @param executable the program itself, behind what pyenv and the like put before it
 * @param readable the folders that it reads: its own and those with installed packages
 */
record PythonInterpreter(Path executable, List<Path> readable) {

    private static final int SECONDS = 60;

    private static final String ASK = "import json, os, sys\n"
            + "if sys.version_info < (3, 8): sys.exit('Python 3.8 or newer is needed, this is ' + sys.version.split()[0])\n"
            + "places = [sys.prefix, sys.base_prefix, sys.exec_prefix, sys.base_exec_prefix, *sys.path]\n"
            + "places += [os.path.dirname(os.path.dirname(os.path.realpath(sys.executable)))]\n"
            + "print(json.dumps([sys.executable, [place for place in places if os.path.exists(place)]]))";

    /** Asks an interpreter where it lives. */
    static PythonInterpreter find(String program) throws PythonException {
        try {
            ToolRun run = ToolRun.of(SECONDS, program, "-I", "-c", ASK);
            if (run.exitCode() != 0) {
                throw failed(program + " says: " + run.output().strip());
            }
            JsonNode places = new ObjectMapper().readTree(run.output());
            return new PythonInterpreter(Path.of(places.path(0).asText()), folders(places.path(1)));
        } catch (JsonProcessingException e) {
            throw failed(program + " is no Python interpreter: it does not say where it lives");
        } catch (IOException e) {
            throw failed(e.getMessage());
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
