package io.mltwin.e2e;

import java.util.Locale;

/** The eight parts of a platform that can die by themselves. */
enum Part {
    IDENTITY,
    WORKSPACE,
    KEYVAULT,
    COMPUTE,
    SCORING,
    TELEMETRY,
    POSTGRES,
    KAFKA;

    /** The part's name in status, log and pid files. */
    String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    boolean isService() {
        return this != POSTGRES && this != KAFKA;
    }
}
