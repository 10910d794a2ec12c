package io.mltwin.local.layout;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The ports of a platform, all counted from one base: the services at +1 to +6, PostgreSQL at +10,
 * Kafka at +11 and +12, the launcher at +13, and at +40 the one that refuses storage over plain HTTP.
 */
public record Ports(int base) {
    public static final int DEFAULT_BASE = 8440;

    public Ports {
        if (base < 1024 || base > 65_500) {
            throw new RefusalException("The port base must lie between 1024 and 65500, not " + base + ".");
        }
    }

    public int of(PlatformService service) {
        return base + service.portOffset();
    }

    public int postgres() {
        return base + 10;
    }

    public int kafka() {
        return base + 11;
    }

    public int kafkaController() {
        return base + 12;
    }

    /** Where the launcher listens and answers nothing, so that no other platform takes the same ports. */
    public int launcher() {
        return base + 13;
    }

    /** Where storage over plain HTTP is refused. */
    public int plainStorage() {
        return base + 40;
    }

    /** Every port with the name of the part that listens on it. */
    public Map<Integer, String> all() {
        Map<Integer, String> all = new LinkedHashMap<>();
        for (PlatformService service : PlatformService.values()) {
            all.put(of(service), service.key());
        }
        all.putAll(infrastructure());
        all.put(plainStorage(), "workspace");
        return all;
    }

    /** Returns the ports of PostgreSQL and Kafka alone. */
    public Map<Integer, String> infrastructure() {
        Map<Integer, String> ports = new LinkedHashMap<>();
        ports.put(postgres(), "postgres");
        ports.put(kafka(), "kafka");
        ports.put(kafkaController(), "kafka's controller");
        return ports;
    }
}
