package io.mltwin.compute.schedules;

import io.mltwin.encoding.AsciiCase;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;

/** Time zones by the names that Windows gives them, as Azure ML's triggers name them. */
final class TimeZones {

    private static final String TABLE = "/windows-time-zones.properties";
    private static final Map<String, ZoneId> ZONES = read();

    private TimeZones() {}

    /** The zone of this name, compared without case. */
    static Optional<ZoneId> find(String windowsName) {
        return Optional.ofNullable(ZONES.get(windowsName));
    }

    private static Map<String, ZoneId> read() {
        Properties table = new Properties();
        try (InputStream in = TimeZones.class.getResourceAsStream(TABLE)) {
            table.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + TABLE, e);
        }
        Map<String, ZoneId> zones = new TreeMap<>(AsciiCase.ORDER);
        table.stringPropertyNames().forEach(zone -> {
            for (String name : table.getProperty(zone).split(";")) {
                zones.put(name.strip(), ZoneId.of(zone));
            }
        });
        return zones;
    }
}
