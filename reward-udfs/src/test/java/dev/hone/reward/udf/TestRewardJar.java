package dev.hone.reward.udf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packaged jar, beside Spark and nothing else. Runs in Maven's phase integration-test, when the jar is there. */
class TestRewardJar {

    private static final String JAR = System.getProperty("hone.reward.jar", "");

    @TempDir
    private Path folder;

    @BeforeAll
    static void requireJar() {
        assumeTrue(!JAR.isEmpty(), "there is no packaged jar: run with mvn verify");
    }

    @Test
    void everyDocumentedQueryIsRightInASessionThatHasSparkAndTheJarAlone() throws Exception {
        List<DocumentedQuery> queries = DocumentedQuery.all();
        Path asked = folder.resolve("queries.sql");
        Files.write(asked, queries.stream().map(DocumentedQuery::sql).toList());
        Path answers = folder.resolve("answers");
        Path log = folder.resolve("log");

        Process session = session(asked, answers)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        try {
            assertThat(session.waitFor(5, TimeUnit.MINUTES)).isTrue();
        } finally {
            session.destroyForcibly();
        }

        assertThat(session.exitValue()).as(Files.readString(log)).isZero();
        assertThat(Files.readAllLines(answers))
                .containsExactlyElementsOf(
                        queries.stream().map(DocumentedQuery::result).toList());
    }

    @Test
    void librariesAreInItUnderNamesOfItsOwn() throws IOException {
        try (JarFile jar = new JarFile(JAR)) {
            assertThat(jar.stream().map(ZipEntry::getName).filter(name -> name.endsWith(".class")))
                    .isNotEmpty()
                    .allMatch(name -> name.startsWith("dev/hone/"));
        }
    }

    private static ProcessBuilder session(Path asked, Path answers) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx1g"));
        command.addAll(List.of(System.getProperty("hone.spark.flags").split(" ")));
        command.add("-cp");
        command.add(Files.readString(Path.of(System.getProperty("hone.spark.classpath")))
                        .strip()
                + File.pathSeparator
                + JAR);
        command.add(Path.of(
                        System.getProperty("hone.repository"),
                        "reward-udfs/src/test/java/dev/hone/reward/udf/JarQueries.java")
                .toString());
        command.add(asked.toString());
        command.add(answers.toString());
        return new ProcessBuilder(command);
    }
}
