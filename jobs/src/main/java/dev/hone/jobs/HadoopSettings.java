package dev.hone.jobs;

import dev.hone.storage.S3Settings;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Hadoop's settings of a command without Spark: those that a Spark session of the same command line would have. */
final class HadoopSettings {

    private static final String OF_SPARK = "spark.hadoop.";

    private HadoopSettings() {}

    /** Hone's own, and over them the options of {@code HONE_SPARK_OPTIONS} and what spark-submit has set; by Hadoop's names. */
    static Map<String, String> here() {
        Map<String, String> settings = new HashMap<>(S3Settings.sparkSettings());
        settings.putAll(options(System.getenv().getOrDefault("HONE_SPARK_OPTIONS", "")));
        System.getProperties().stringPropertyNames().forEach(name -> settings.put(name, System.getProperty(name)));
        return settings.entrySet().stream()
                .filter(setting -> setting.getKey().startsWith(OF_SPARK))
                .collect(Collectors.toMap(
                        setting -> setting.getKey().substring(OF_SPARK.length()), Map.Entry::getValue));
    }

    /** The values of {@code --conf name=value} among options of spark-submit. */
    static Map<String, String> options(String options) {
        Map<String, String> settings = new HashMap<>();
        List<String> words = List.of(options.strip().split("\\s+"));
        for (int i = 0; i + 1 < words.size(); i++) {
            String[] setting = words.get(i + 1).split("=", 2);
            if (words.get(i).matches("--conf|-c") && setting.length == 2) {
                settings.put(setting[0], setting[1]);
            }
        }
        return settings;
    }
}
