package io.mltwin.telemetry.tables;

import java.util.Collections;
import java.util.HashMap;
import java.util.Map;

/** Custom dimensions and measurements: those without a value are not there. */
final class Dimensions {

    private Dimensions() {}

    static <V> Map<String, V> copy(Map<String, V> given) {
        Map<String, V> kept = new HashMap<>();
        if (given != null) {
            given.forEach(
                    (name, value) -> {
                        if (name != null && value != null) {
                            kept.put(name, value);
                        }
                    });
        }
        return Collections.unmodifiableMap(kept);
    }
}
