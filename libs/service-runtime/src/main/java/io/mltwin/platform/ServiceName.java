package io.mltwin.platform;

import io.mltwin.encoding.AsciiCase;
import java.util.List;
import java.util.stream.Stream;

/** The six services, with the distance of each port from the port base (8440 by default). */
public enum ServiceName {
    IDENTITY(1),
    WORKSPACE(2),
    KEYVAULT(3),
    COMPUTE(4),
    SCORING(5),
    TELEMETRY(6);

    private final int offset;

    ServiceName(int offset) {
        this.offset = offset;
    }

    public int port(int portBase) {
        return portBase + offset;
    }

    /** Returns the ports of all services. */
    public static List<Integer> ports(int portBase) {
        return Stream.of(values()).map(service -> service.port(portBase)).toList();
    }

    /** {@code identity}, as in principals.json and in {@code mltwin.service}. */
    public String lowerCase() {
        return AsciiCase.lower(name());
    }

    public static ServiceName of(String text) {
        return valueOf(AsciiCase.upper(text));
    }
}
