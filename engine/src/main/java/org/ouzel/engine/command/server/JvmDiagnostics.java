package org.ouzel.engine.command.server;

import java.lang.management.ManagementFactory;
import javax.management.JMException;
import javax.management.ObjectName;
import org.ouzel.engine.command.CommandContext;

/** What the JVM says about itself. The platform beans are loaded at the first use: they are slow to start. */
final class JvmDiagnostics {
    private static final int SHOWN_LINE_COUNT = 60;

    private JvmDiagnostics() {
    }

    /** The classes that take the most of the Java heap; stops everything for as long as counting takes. */
    static void heapHistogram(final CommandContext context) {
        try {
            final Object text = ManagementFactory.getPlatformMBeanServer().invoke(
                new ObjectName("com.sun.management:type=DiagnosticCommand"), "gcClassHistogram",
                new Object[] {new String[0]}, new String[] {String[].class.getName()});
            final StringBuilder shown = new StringBuilder();
            String.valueOf(text).lines().limit(SHOWN_LINE_COUNT).forEach(line -> shown.append(line).append('\n'));
            context.reply().verbatim("txt", shown.toString());
        } catch (final JMException e) {
            context.reply().error("ERR the JVM gives no heap histogram: " + e.getMessage());
        }
    }
}
