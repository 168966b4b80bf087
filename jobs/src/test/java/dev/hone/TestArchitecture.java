package dev.hone;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The rules that keep the parts apart; architecture notes say why each exists. */
class TestArchitecture {

    /** Packages of the modules engine, spec, graders and serving, but for the one room that reads tables. */
    private static final String[] SPARK_FREE = {
        "dev.hone.chart..",
        "dev.hone.check..",
        "dev.hone.compare..",
        "dev.hone.config..",
        "dev.hone.error..",
        "dev.hone.estimate..",
        "dev.hone.event..",
        "dev.hone.grader..",
        "dev.hone.math..",
        "dev.hone.metrics..",
        "dev.hone.policy..",
        "dev.hone.redact..",
        "dev.hone.report..",
        "dev.hone.schema..",
        "dev.hone.serving",
        "dev.hone.serving.api..",
        "dev.hone.serving.deploy..",
        "dev.hone.serving.endpoint..",
        "dev.hone.serving.http..",
        "dev.hone.serving.job..",
        "dev.hone.serving.key..",
        "dev.hone.serving.note..",
        "dev.hone.serving.report..",
        "dev.hone.serving.run..",
        "dev.hone.serving.traffic..",
        "dev.hone.settings..",
        "dev.hone.starter..",
        "dev.hone.watch.."
    };

    /** Tests of other modules, and the libraries inside of our jars. */
    private static final Pattern NOT_OURS = Pattern.compile(".*(-tests\\.jar|/test/|/dev/hone/shaded/).*");

    private static JavaClasses hone;

    @BeforeAll
    static void readClasses() {
        hone = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .withImportOption(location -> !location.matches(NOT_OURS))
                .importPackages("dev.hone");
    }

    @Test
    void onlyPolicyTorchKnowsTheEngine() {
        noClasses()
                .that()
                .resideOutsideOfPackages("dev.hone.policy.torch..", "dev.hone.policy.tokenizer..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("ai.djl..")
                .because("another engine must be possible, and native memory must have one owner")
                .check(hone);
        noClasses()
                .that()
                .resideInAPackage("dev.hone.policy.tokenizer..")
                .should()
                .dependOnClassesThat(resideInAPackage("ai.djl..").and(resideOutsideOfPackage("ai.djl.huggingface..")))
                .because("tokenizers are a library of their own")
                .check(hone);
    }

    @Test
    void whatSharesNothingWithSparkDoesNotImportIt() {
        noClasses()
                .that()
                .resideInAnyPackage(SPARK_FREE)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "io.delta.sql..", "io.delta.tables..", "org.apache.hadoop..", "org.apache.spark..", "scala..")
                .because("engine, specification, graders and serving run where there is no Spark")
                .check(hone);
        noClasses()
                .that()
                .resideInAnyPackage("dev.hone.serving..", "dev.hone.storage..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.delta.sql..", "io.delta.tables..", "org.apache.spark..", "scala..")
                .because("pages and short commands read tables and files where there is no Spark")
                .check(hone);
    }

    @Test
    void onlyTheTablesKnowDelta() {
        noClasses()
                .that()
                .resideOutsideOfPackages("dev.hone.table..", "dev.hone.serving.table..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.delta..", "org.apache.spark.sql.delta..")
                .because(
                        "what a commit guarantees is decided in one place, and how tables are read without Spark in another")
                .check(hone);
    }

    @Test
    void mathematicsIsPure() {
        noClasses()
                .that()
                .resideInAPackage("dev.hone.math..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "ai.djl..",
                        "com.fasterxml..",
                        "io.delta..",
                        "java.net..",
                        "java.nio.channels..",
                        "java.nio.file..",
                        "org.apache..",
                        "org.slf4j..")
                .check(hone);
        noClasses()
                .that()
                .resideInAPackage("dev.hone.math..")
                .should()
                .dependOnClassesThat(resideInAPackage("dev.hone..").and(resideOutsideOfPackage("dev.hone.math..")))
                .check(hone);
    }

    @Test
    void gradersArePure() {
        noClasses()
                .that()
                .resideInAnyPackage("dev.hone.reward", "dev.hone.reward.builtin..", "dev.hone.reward.grader..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("ai.djl..", "io.delta..", "java.net..", "org.apache..", "scala..")
                .because("reward functions are tested without Spark and used outside it")
                .check(hone);
        noClasses()
                .that()
                .resideInAPackage("dev.hone.reward.grader..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("dev.hone.reward", "dev.hone.reward.builtin..", "dev.hone.reward.udf..")
                .check(hone);
    }

    @Test
    void onlyChatTemplatesUseTheirRooms() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.hone.policy.template..")
                .should()
                .dependOnClassesThat(resideInAPackage("dev.hone.policy.template..")
                        .and(resideOutsideOfPackage("dev.hone.policy.template")))
                .because("classes are public there for the sake of the rooms only")
                .check(hone);
    }

    @Test
    void packagesHaveNoCycles() {
        slices().matching("dev.hone.(**)").should().beFreeOfCycles().check(hone);
    }

    @Test
    void howRecordsAreReadDoesNotHangOnWhatBecomesOfThem() {
        noClasses()
                .that()
                .resideInAnyPackage("dev.hone.ingest.family..", "dev.hone.ingest.file..", "dev.hone.ingest.log..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "dev.hone.ingest",
                        "dev.hone.ingest.dedup..",
                        "dev.hone.ingest.parse..",
                        "dev.hone.ingest.reference..",
                        "dev.hone.ingest.report..",
                        "dev.hone.ingest.source..",
                        "dev.hone.ingest.write..")
                .because("a format of files or bodies is read, and tested, without an ingest")
                .check(hone);
        noClasses()
                .that()
                .resideInAPackage("dev.hone.ingest.family..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("dev.hone.ingest.file..", "dev.hone.ingest.log..")
                .because("a family lies in any file")
                .check(hone);
        noClasses()
                .that()
                .resideInAPackage("dev.hone.ingest.file..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("dev.hone.ingest.family..", "dev.hone.ingest.log..")
                .because("a file may hold any family")
                .check(hone);
    }

    @Test
    void onlyJobsHaveAMain() {
        noMethods()
                .that()
                .haveName("main")
                .and()
                .areDeclaredInClassesThat()
                .resideOutsideOfPackage("dev.hone.jobs..")
                .should()
                .bePublic()
                .andShould()
                .beStatic()
                .because("a library has no entry points")
                .allowEmptyShould(true)
                .check(hone);
    }

    @Test
    void stagesDoNotKnowTheSpecification() {
        noClasses()
                .that()
                .resideOutsideOfPackages("dev.hone.config..", "dev.hone.run..", "dev.hone.serving..", "dev.hone.jobs..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.hone.config..")
                .because("settings belong to their stage, and only config knows how they are written")
                .check(hone);
    }

    @Test
    void errorsKnowNothingElse() {
        noClasses()
                .that()
                .resideInAPackage("dev.hone.error..")
                .should()
                .dependOnClassesThat(resideOutsideOfPackages("java..", "dev.hone.error.."))
                .check(hone);
    }
}
