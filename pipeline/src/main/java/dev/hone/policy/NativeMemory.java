package dev.hone.policy;

import java.lang.management.ManagementFactory;
import java.util.Arrays;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;

/** What libtorch freed and the C library kept for later. */
final class NativeMemory {

    private static final String COMMANDS = "com.sun.management:type=DiagnosticCommand";
    private static final String TRIM = "systemTrimNativeHeap";

    private NativeMemory() {}

    /** Gives it back to the system, in some tenths of a second, where the JVM knows how: those of OpenJDK do since 17.0.9. */
    static void giveBack() {
        try {
            MBeanServer server = ManagementFactory.getPlatformMBeanServer();
            ObjectName commands = new ObjectName(COMMANDS);
            boolean known = server.isRegistered(commands)
                    && Arrays.stream(server.getMBeanInfo(commands).getOperations())
                            .anyMatch(operation -> operation.getName().equals(TRIM));
            if (known) {
                server.invoke(commands, TRIM, new Object[0], new String[0]);
            }
        } catch (JMException e) {
            throw new IllegalStateException("the JVM's command " + TRIM + " failed", e);
        }
    }
}
