package dev.hone.serving.table;

import java.net.URL;

/**
 * Hides Hadoop's files of settings. The Parquet reader makes empty settings of its own for each file, and each of them would read these files
 * again, which takes longer than the data; the settings that matter come with the engine.
 */
final class WithoutDefaults extends ClassLoader {

    WithoutDefaults(ClassLoader parent) {
        super(parent);
    }

    @Override
    public URL getResource(String name) {
        return name.endsWith("-default.xml") || name.endsWith("-site.xml") ? null : super.getResource(name);
    }
}
