package io.mltwin.e2e.platform;

import java.util.Locale;

/** The eight parts of a platform that can die by themselves. */
public enum Part {
    IDENTITY,
    WORKSPACE,
    KEYVAULT,
    COMPUTE,
    SCORING,
    TELEMETRY,
    POSTGRES,
    KAFKA;

    /** The part's name in status, log and pid files. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    public boolean isService() {
        return this != POSTGRES && this != KAFKA;
    }
}
